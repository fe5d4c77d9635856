//! Owns the rows for lists, pipelines and simple commands with their assignments and redirections.

use super::check;

#[test]
fn lists() {
    check(&[
        ("a; b & c", "[a] ; [b] & ; [c]"),
        ("a && b || c && d", "[a] && [b] || [c] && [d]"),
        ("a | b |& c", "[a] | [b 2>&1] | [c]"),
        ("a\n\nb\n", "[a] ; [b]"),
        ("a &\nb", "[a] & ; [b]"),
        ("a &&\n\n# c\nb", "[a] && [b]"),
        ("a |\n b", "[a] | [b]"),
        ("! a | b; ! ! c; !", "! [a] | [b] ; [c] ; ! []"),
        ("time a | b; time -p -- c; time ! d; time", "time [a] | [b] ; time [c] ; time ! [d] ; time []"),
        ("time; a", "time [] ; [a]"),
        ("a;b;c", "[a] ; [b] ; [c]"),
        ("# a", ""),
        ("", ""),
        (" \t\n", ""),
        ("a ; # b\nc", "[a] ; [c]"),
        ("!a", "[!a]"),
        ("! (a)", "! ( [a] )"),
        ("! { a; }", "! { [a] }"),
    ]);
}

#[test]
fn assignments() {
    check(&[
        ("a=1 b=2 c d=3", "[a:=1 b:=2 c d=3]"),
        ("a= b", "[a:= b]"),
        ("a=1", "[a:=1]"),
        ("a+=1 b[1]=2 c[$i]+=3 d[a b]=4 e['f g']=5", "[a+:=1 b[1]:=2 c[${i}]+:=3 d[a b]:=4 e[‹f g›]:=5]"),
        ("a=(b c) d=() e+=(f)", "[a:=(b c) d:=() e+:=(f)]"),
        ("a=([1]=b [x y]=c d $(e))", "[a:=([1]:=b [x y]:=c d $([e]))]"),
        ("a=(\nb # c\n\nd)", "[a:=(b d)]"),
        ("a=b\\ c\"d\"'e'$f", "[a:=b‹ ›c\"‹d›\"‹e›${f}]"),
        ("1a=b", "[1a=b]"),
        ("a-b=c", "[a-b=c]"),
        ("\"a\"=b", "[\"‹a›\"=b]"),
        ("a=~/b:~/c", "[a:=~/b:~/c]"),
        ("a=$(b) `c`=d", "[a:=$([b]) $([c])=d]"),
        ("a[1|2]=3 b[i & 1]=4", "[a[1|2]:=3 b[i & 1]:=4]"),
        ("declare -a a=(b c) d=e f", "[declare -a a=(b c) d=e f]"),
        (
            "export A=1 B=(x y); local c=(d); readonly e[0]=f; typeset -A g=([h]=i); eval j=(k)",
            "[export A=1 B=(x y)] ; [local c=(d)] ; [readonly e[0]=f] ; [typeset -A g=([h]:=i)] ; [eval j=(k)]",
        ),
        ("a=b declare c=(d)", "[a:=b declare c=(d)]"),
        ("x=(a)b", "[x:=(a) b]"),
        ("a[0]=(b)", "[a[0]:=(b)]"),
    ]);
}

#[test]
fn redirections() {
    check(&[
        ("a >b", "[a >b]"),
        ("a > b >> c < d <> e >| f", "[a >b >>c <d <>e >f]"),
        ("a 2>b 2>&1 1>&2 >&2 2>&- <&3 <&-", "[a 2>b 2>&1 1>&2 >&2 2>&- <&3 <&-]"),
        ("a &>b &>> c >&d >& e", "[a &>b &>>c &>d &>e]"),
        ("a >&$b >&\"1\" >&1- 2>&x", "[a >&${b} >&\"‹1›\" >&1- 2&>x]"),
        ("{fd}>a b {x}<&-", "[b {fd}>a {x}<&-]"),
        ("a <<< b <<<\"c d\" <<< 'e'", "[a <<<b <<<\"‹c d›\" <<<‹e›]"),
        (">a", "[>a]"),
        ("a >! ; b >!", "[a >!] ; [b >!]"),
        (">a b >c d", "[b d >a >c]"),
        ("a 3>b c4>d 5 >e", "[a c4 5 3>b >d >e]"),
        ("a>b>c", "[a >b >c]"),
        ("a 99999999999>b", "[a 99999999999 >b]"),
        ("{ a; } >b 2>&1 | c", "{ [a] } >b 2>&1 | [c]"),
        ("if a; then b; fi <c >d", "if [a] then [b] fi <c >d"),
        ("a <(b) < <(c) > >(d)", "[a <([b]) <<([c]) >>([d])]"),
        ("a>$(b)", "[a >$([b])]"),
        ("f() { a; } >b", "function f { [a] } >b"),
        ("((a)) >b; [[ a ]] 2>c; (d) <e", "((a)) >b ; [[ a ]] 2>c ; ( [d] ) <e"),
        ("a <b | c >d", "[a <b] | [c >d]"),
        ("{a}b {a} >c", "[{a}b {a} >c]"),
        ("a 2>&1 >/dev/null", "[a 2>&1 >/dev/null]"),
        ("a >b;", "[a >b]"),
        (">a <b", "[>a <b]"),
    ]);
}

#[test]
fn functions() {
    check(&[
        ("f() { a; }; f", "function f { [a] } ; [f]"),
        ("f () ( a )", "function f ( [a] )"),
        ("function f { a; }", "function f { [a] }"),
        ("function f () { a; } >b", "function f { [a] } >b"),
        ("f()\n\n{ a; }", "function f { [a] }"),
        ("f() if a; then b; fi", "function f if [a] then [b] fi"),
        ("f() for x in a; do b; done", "function f for x in (a) do [b] done"),
        ("function f-g.h { a; }; a-b:c() { d; }", "function f-g.h { [a] } ; function a-b:c { [d] }"),
        ("f() a", "function f [a]"),
        ("\"f\"() { a; }", "function f { [a] }"),
        ("f() { g() { a; }; }", "function f { function g { [a] } }"),
        ("function f\n{ a; }", "function f { [a] }"),
        ("f?() { a; }", "function f? { [a] }"),
        ("@() { a; }; +() { b; }", "function @ { [a] } ; function + { [b] }"),
        ("f() [[ a ]]", "function f [[ a ]]"),
        ("f() ((1))", "function f ((1))"),
        ("function f (a)", "function f ( [a] )"),
    ]);
}

#[test]
fn coprocesses() {
    check(&[
        ("coproc a b", "coproc [a b]"),
        ("coproc N { a; }", "coproc N { [a] }"),
        ("coproc { a; }", "coproc { [a] }"),
        ("coproc (a)", "coproc ( [a] )"),
        ("coproc while a; do b; done", "coproc while [a] do [b] done"),
        ("coproc N (a) >b", "coproc N ( [a] ) >b"),
        ("coproc a | b", "coproc [a] | [b]"),
    ]);
}
