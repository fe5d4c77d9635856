//! Owns the rows where other shells see commands that bash does not, or the other way round.

use super::check_faulty;

#[test]
fn zsh() {
    check_faulty(&[
        ("for x (a b) c; d", "for x in (a b) do [c] done ; [d]", "0for"),
        ("for x in a b; c; d", "for x in (a b) do [c] done ; [d]", "0for"),
        ("for k v in a $(b); do c; done", "for k in (v in a $([b])) do [c] done", "6?"),
        ("function $(a) { b; }", "[function $([a])] ; { [b] }", "0? 14?"),
        ("\"$(a)\"() { b; }", "[\"$([a])\"] ; (  ) ; { [b] }", "6? 9?"),
        ("$a() { b; }", "function $a { [b] }", ""),
        ("{ a; } always { b; }; c", "{ [a] ; { [b] } } ; [c]", ""),
        ("{ a } always { b }", "{ [a] ; { [b }] } }", "13{"),
        ("if [[ a ]] { b }", "if [[ a ]] ; { [b }] } then  fi", "11? 0if"),
        ("if [[ a ]] { b } else { c }", "if [[ a ]] ; { [b] } then  else { [c }] } fi", "11? 0if 22{ 0if"),
        ("if (( a )) b", "if (( a )) ; [b] then  fi", "11? 0if"),
        ("while true { a; }", "while [true { a] do  done", "16? 0while"),
        ("case a { b) c ;; }; d", "case a in (b) [c] ;; esac ; [d]", ""),
        ("repeat 3 { a; }", "[repeat 3] ; { [a] }", "9?"),
        ("repeat 3 do a; done", "[repeat 3] ; [a]", "9? 15?"),
        ("repeat 3 a", "[repeat 3 a]", ""),
        ("() { a; }", "(  ) ; { [a] }", "3?"),
        ("function { a; }", "{ [a] }", ""),
        (">a { b; }", "{ [b] } >a", ""),
        ("<a while read b; do c; done", "while [read b] do [c] done <a", ""),
        (
            "echo ${(f)a} ${^a} ${${a}##*/} ${$(b)##c} ${\"$(d)\"} ${=$(e)}",
            "[echo ${ unclear (f)a} ${ unclear ^a} ${ unclear ${a}##*/} ${ unclear $([b])##c} ${ unclear \"$([d])\"} ${ unclear =$([e])}]",
            "",
        ),
        ("$=a $~b $^c", "[${a unclear } ${b unclear } ${c unclear }]", ""),
        ("echo a >! b >>| c &>| d", "[echo a >b >>c &>d]", ""),
        ("a &! b\nc &| d", "[a] & ; ! [b] ; [c] & ; [d]", "10?"),
        ("case a in b) c ;| *) d;; esac", "case a in (b) [c] ;;& (*) [d] ;; esac", ""),
        ("echo *(.) a(b|c)", "[echo «*(.)» a] ; ( [b] | [c] )", "11?"),
        ("a =(b)", "[a =] ; ( [b] )", "3?"),
        ("foreach x (a b); c; end", "[foreach x] ; ( [a b] ) ; [c] ; [end]", "10?"),
        ("echo ${a:h} $+a", "[echo ${a : h} $+a]", ""),
        ("f() a; g() b", "function f [a] ; function g [b]", ""),
        ("if (a) { b }", "if ( [a] ) ; { [b }] } then  fi", "7? 0if"),
        ("echo =a ~[b] <1-5>", "[echo =a ~[b] <1-5 >]", "18?"),
    ]);
}

#[test]
fn posix() {
    check_faulty(&[
        (
            "((rm -rf /x)); ((rm x)); ((git push --force))",
            "( ( [rm -rf /x] ) ) ; ( ( [rm x] ) ) ; ( ( [git push --force] ) )",
            "",
        ),
        (
            "((i++)); ((x = 1)); (( a - b )); ((a-b)); ((a>b))",
            "((i++)) ; ((x = 1)) ; (( a - b )) ; ((a-b)) ; ((a>b))",
            "",
        ),
        ("a[; b; ]=c", "[a[] ; [b] ; []=c]", ""),
        ("a[`b`]=c", "[a[$([b])]=c]", ""),
        ("!(a)", "! ( [a] )", ""),
        ("!(a|b) c", "! ( [a] | [b] ) ; [c]", "7?"),
        ("echo \"${a:-b'c}\"; d", "[echo \"${a :- ‹b'c›}\"] ; [d]", "12?"),
        ("echo \"${a:-'}'}\"", "[echo \"${a :- ‹'›}‹'}›\"]", "11?"),
        ("echo \"${a:-'b'}\"", "[echo \"${a :- ‹'b'›}\"]", ""),
        ("a=1 if b", "[a:=1 if b]", ""),
        ("[[ a || rm x ]]", "[[ a || rm x ]]", "11?"),
        ("function f {\na\n}", "function f { [a] }", ""),
    ]);
}
