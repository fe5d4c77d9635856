//! Owns the rows for texts that are no valid bash: what is seen all the same, and what is noted.

use super::check_faulty;

#[test]
fn quotes() {
    check_faulty(&[
        ("echo \"oops; rm -rf src", "[echo \"‹oops; rm -rf src›\"] ; [rm -rf src]", "5\""),
        ("echo 'oops\nrm -rf src", "[echo ‹oops\nrm -rf src›] ; [rm -rf src]", "5'"),
        ("echo it's ok && rm -rf src", "[echo it‹s ok && rm -rf src›] && [rm -rf src]", "7'"),
        ("echo $'a; b", "[echo ‹a; b›] ; [b]", "6$'"),
        ("echo `a; b", "[echo $([a] ; [b])]", "5`"),
        ("echo ${a; b", "[echo ${a unclear ; b}] ; [b]", "6${"),
        ("echo $(a; b", "[echo $([a] ; [b])]", "5$("),
        (
            "echo \"a $(echo \"b; rm -rf x",
            "[echo \"‹a ›$([echo \"‹b; rm -rf x›\"])\"] ; [rm -rf x]",
            "15\" 8$( 5\"",
        ),
        (
            "\"$(echo \"a; rm b)\" c",
            "[\"$([echo \"‹a; rm b)›\" c])\"] ; [rm b] ; [\"‹ c›\"]",
            "1$( 0\" 16? 17\"",
        ),
        (
            "cat <<E\n$(echo 'x; rm y)\nE\nrm z",
            "[cat <<\"$([echo ‹x; rm y)\n›] ; [rm y])‹\n›\"] ; [rm z]",
            "15'",
        ),
        (
            "echo \"a\" 'b; rm $x\" c; rm y",
            "[echo \"‹a›\" ‹b; rm $x\" c; rm y›] ; [rm ${x}\"‹ c; rm y›\"] ; [rm y]",
            "9' 18\"",
        ),
        ("echo \"${a:-'}\" b", "[echo \"${a :- ‹'›}\" b]", "11?"),
        ("echo ${a:-'b} c; d", "[echo ${a :- ‹b} c; d›}] ; [d]", "10' 6${"),
        ("echo $((1; a", "[echo $(( [1] ; [a] ))]", "7( 5$("),
        ("echo $[1; a", "[echo $[1] ; [a]", "5$["),
        ("echo @(a; b", "[echo @] ; ( [a] ; [b] )", "6?"),
        ("echo \"`a\"; b", "[echo \"$([a\"‹; b›\"] ; [b])\"] ; [b]", "6` 6\" 5\""),
        ("cat <<'E; b\nc", "[cat <<‹c›] ; [b]", "6' 4<<"),
    ]);
}

#[test]
fn constructs() {
    check_faulty(&[
        ("(a; b", "( [a] ; [b] )", "0("),
        ("{ a; b", "{ [a] ; [b] }", "0{"),
        ("if a; b", "if [a] ; [b] then  fi", "0if"),
        ("if a; then b; c", "if [a] then [b] ; [c] fi", "0if"),
        ("if a; then b; else c", "if [a] then [b] else [c] fi", "0if"),
        ("while a; b", "while [a] ; [b] do  done", "0while"),
        ("while a; do b", "while [a] do [b] done", "0while"),
        ("for x in a; do b", "for x in (a) do [b] done", "0for"),
        ("for x in a; b; c", "for x in (a) do [b] done ; [c]", "0for"),
        ("for x", "for x do  done", "0for"),
        ("case a in b) c", "case a in (b) [c] ;; esac", "0case"),
        ("case a in", "case a in esac", "0case"),
        ("case a", "case a in esac", "0case"),
        ("case a in b c; d; esac; e", "case a in () [b c] ; [d] ;; esac ; [e]", "12? 13?"),
        ("f() { a", "function f { [a] }", "4{"),
        ("f()", "function f []", "0function"),
        ("function", "function  []", "0function"),
        ("[[ a\nb", "[[ a ]] ; [b]", "0[["),
        ("[[ a; b", "[[ a ]] ; [b]", "0[["),
        ("[[ a && (b || c\nd", "[[ a && ( b || c ]] ; [d]", "0[["),
        ("a=(b; c", "[a:=(b)] ; [c]", "2("),
        ("a=(b\nc", "[a:=(b c)] ; [c]", "2("),
        ("((a; b", "( ( [a] ; [b] ) )", "1( 0("),
        ("f(a; b", "[f] ; ( [a] ; [b] )", "1?"),
        ("cat <<E", "[cat <<]", "4<<"),
        ("cat <<E\na", "[cat <<\"‹a›\"]", "4<<"),
        ("a $(b <<E)", "[a $([b <<])]", "6<<"),
        ("a &&", "[a] && []", "4?"),
        ("a |", "[a] | []", "3?"),
        ("a || ; b", "[a] || [] ; [b]", "5?"),
        ("( a; { b ) ; c", "( [a] ; { [b] } ) ; [c]", "5{"),
        ("{ ( a; } ; b", "{ ( [a] ) } ; [b]", "2("),
        ("$(if a) b", "[$(if [a] then  fi) b]", "2if"),
        ("if ( a then b; fi ) c", "if ( [a then b] ) then  fi ; [c]", "3( 0if 18?"),
    ]);
}

#[test]
fn stray_tokens() {
    check_faulty(&[
        (") a", "[a]", "0?"),
        ("a ) b", "[a] ; [b]", "2?"),
        ("fi; a", "[a]", "0? 2?"),
        ("a; } b", "[a] ; [b]", "3?"),
        ("a ;; b", "[a] ; [b]", "2?"),
        ("; a", "[a]", "0?"),
        ("a ; ; b", "[a] ; [b]", "4?"),
        ("& a", "[a]", "0?"),
        ("| a", "[a]", "0?"),
        ("a && && b", "[a] && [] && [b]", "5?"),
        ("then a; else b; done c", "[a] ; [b] ; [c]", "0? 8? 16?"),
        ("esac a", "[a]", "0?"),
        ("echo (a) b", "[echo] ; ( [a] ) ; [b]", "5? 9?"),
        ("a > ; b", "[a >] ; [b]", "4?"),
        ("a >", "[a >]", "3?"),
        ("a < | b", "[a <] | [b]", "4?"),
        ("a <<; b", "[a <<] ; [b]", "4? 2<<"),
        ("do a; done", "[a]", "0? 6?"),
        ("[[ a b ]]; c", "[[ a b ]] ; [c]", "5?"),
        ("[[ ( a ]]; b", "[[ ( a ]] ; [b]", "7?"),
        ("a=(b (c) d)", "[a:=(b)] ; ( [c] ) ; [d]", "2( 5? 9? 10?"),
        ("for x in a >b; do c; done", "for x in (a) do  done >b ; [c]", "0for 15? 21?"),
        ("for i in echo >x", "for i in (echo) do  done >x", "0for"),
        ("case a in ;; b) c;; esac", "case a in (b) [c] ;; esac", "10? 11?"),
        ("case a in a) b;; ) c;; esac", "case a in (a) [b] ;; () [c] ;; esac", "17? 20?"),
    ]);
}
