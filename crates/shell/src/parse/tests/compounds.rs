//! Owns the rows for compound commands.

use super::check;

#[test]
fn groups() {
    check(&[
        ("{ a; b; }", "{ [a] ; [b] }"),
        ("{ a\n}", "{ [a] }"),
        ("(a; b)", "( [a] ; [b] )"),
        ("(a)", "( [a] )"),
        ("( (a); { b; } )", "( ( [a] ) ; { [b] } )"),
        ("{ (a) }", "{ ( [a] ) }"),
        ("{ { a; } }", "{ { [a] } }"),
        ("{ a; } && (b) || { c; }", "{ [a] } && ( [b] ) || { [c] }"),
        ("((a); b)", "( ( [a] ) ; [b] )"),
        ("((a); (b))", "( ( [a] ) ; ( [b] ) )"),
        ("( ( a ) )", "( ( [a] ) )"),
        ("{ echo }; }", "{ [echo }] }"),
        ("{a; }b", "[{a] ; [}b]"),
        ("{ a; } >b", "{ [a] } >b"),
        ("()", "(  )"),
    ]);
}

#[test]
fn conditions() {
    check(&[
        ("if a; then b; fi", "if [a] then [b] fi"),
        (
            "if a; then b; elif c; then d; elif e; then f; else g; fi",
            "if [a] then [b] elif [c] then [d] elif [e] then [f] else [g] fi",
        ),
        ("if a\nthen b\nelse c\nfi", "if [a] then [b] else [c] fi"),
        ("if a; b; then c; d; fi", "if [a] ; [b] then [c] ; [d] fi"),
        ("if (a) then b; fi", "if ( [a] ) then [b] fi"),
        ("if a; then if b; then c; fi fi", "if [a] then if [b] then [c] fi fi"),
        ("if ! a; then b; fi | c", "if ! [a] then [b] fi | [c]"),
        ("echo if then fi", "[echo if then fi]"),
        ("if a | b; then c; fi &", "if [a] | [b] then [c] fi &"),
    ]);
}

#[test]
fn loops() {
    check(&[
        ("while a; do b; done", "while [a] do [b] done"),
        ("until a\ndo b\ndone", "until [a] do [b] done"),
        ("while a; b; do c; done <d", "while [a] ; [b] do [c] done <d"),
        ("for x in a b; do c; done", "for x in (a b) do [c] done"),
        (
            "for x; do a; done; for x do a; done; for x\ndo a; done",
            "for x do [a] done ; for x do [a] done ; for x do [a] done",
        ),
        ("for x in; do a; done", "for x in () do [a] done"),
        ("for x in a $b \"$@\" *.c\ndo d; done", "for x in (a ${b} \"${@}\" *.c) do [d] done"),
        ("for x\nin a; do b; done", "for x in (a) do [b] done"),
        ("for x in a; { b; }", "for x in (a) do [b] done"),
        ("for ((i = 0; i < 3; i++)); do a; done", "for ((i = 0; i < 3; i++)) do [a] done"),
        ("for ((;;)) { a; }", "for ((;;)) do [a] done"),
        ("for (( a=$(b) ; c ; d ))\ndo e; done", "for (( a=$([b]) ; c ; d )) do [e] done"),
        ("select x in a b; do c; done", "for x in (a b) do [c] done"),
        ("for x in a; do b; done | c", "for x in (a) do [b] done | [c]"),
        ("while a; do b; done; c", "while [a] do [b] done ; [c]"),
        ("for if in for; do a; done", "for if in (for) do [a] done"),
    ]);
}

#[test]
fn cases() {
    check(&[
        ("case a in b) c;; esac", "case a in (b) [c] ;; esac"),
        (
            "case a in b) c;; d|e) f;; (g) h;; *) i; esac",
            "case a in (b) [c] ;; (d|e) [f] ;; (g) [h] ;; (*) [i] ;; esac",
        ),
        ("case $a in \"b\") ;; esac", "case ${a} in (\"‹b›\")  ;; esac"),
        ("case a in esac", "case a in esac"),
        ("case a\nin\nb)\nc\n;;\nesac", "case a in (b) [c] ;; esac"),
        ("case a in b) c;& d) e;;& f) g;; esac", "case a in (b) [c] ;& (d) [e] ;;& (f) [g] ;; esac"),
        ("case a in (esac) b;; esac", "case a in (esac) [b] ;; esac"),
        ("case a in b) if c; then d; fi;; esac", "case a in (b) if [c] then [d] fi ;; esac"),
        ("case a in b) case c in d) e;; esac;; esac", "case a in (b) case c in (d) [e] ;; esac ;; esac"),
        ("case \"$(a)\" in $(b)) c;; esac", "case \"$([a])\" in ($([b])) [c] ;; esac"),
        (
            "case a in [a-z]) b;; ?) c;; *.d) e;; esac",
            "case a in ([a-z]) [b] ;; (?) [c] ;; (*.d) [e] ;; esac",
        ),
        ("case a in b) c; d; esac", "case a in (b) [c] ; [d] ;; esac"),
        ("case a in # b\nc) d;; # e\nesac", "case a in (c) [d] ;; esac"),
    ]);
}

#[test]
fn tests() {
    check(&[
        ("[[ a ]]", "[[ a ]]"),
        ("[[ -f a && ! -d b || c == d ]]", "[[ -f a && ! -d b || c == d ]]"),
        ("[[ a == b* && c != \"d\" ]]", "[[ a == b* && c != \"‹d›\" ]]"),
        ("[[ ( a || b ) && c ]]", "[[ ( a || b ) && c ]]"),
        ("[[ a =~ ^b(c|d)$ ]]", "[[ a =~ ^b(c|d)$ ]]"),
        ("[[ a =~ (a b|c;d) && e ]]", "[[ a =~ (a b|c;d) && e ]]"),
        ("[[ $a =~ $b ]]", "[[ ${a} =~ ${b} ]]"),
        ("[[ a < b && c > d ]]", "[[ a < b && c > d ]]"),
        ("[[ a\n&& b\n]]", "[[ a && b ]]"),
        ("[[\na ]]", "[[ a ]]"),
        ("[[ a && ( b ) # c\n # d\n|| e ]]", "[[ a && ( b ) || e ]]"),
        ("[[ -n $(a) && -f <(b) ]]", "[[ -n $([a]) && -f <([b]) ]]"),
        ("[[ a -eq b ]] && c", "[[ a -eq b ]] && [c]"),
        ("[[ a = b ]] >c", "[[ a = b ]] >c"),
        ("[[ a =~ [[:space:]]+ ]]", "[[ a =~ [[:space:]]+ ]]"),
        ("[[ ! ( a ) ]]", "[[ ! ( a ) ]]"),
        ("[ a ] && [[ b ]]", "[[ a ]] && [[ b ]]"),
        ("[[a ]]", "[[[a ]]]"),
    ]);
}
