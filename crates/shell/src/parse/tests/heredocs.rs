//! Owns the rows for here-documents.

use super::check;

#[test]
fn bodies() {
    check(&[
        ("cat <<E\na\nb\nE\nc", "[cat <<\"‹a\nb\n›\"] ; [c]"),
        ("cat <<E\nE", "[cat <<\"\"]"),
        ("cat <<'E'\n$a `b` \\c\nE", "[cat <<‹$a `b` \\c\n›]"),
        ("cat <<\"E\" <<\\E <<E''F\n$a\nE\n$b\nE\n$c\nEF", "[cat <<‹$a\n› <<‹$b\n› <<‹$c\n›]"),
        (
            "cat <<E\n$a ${b} $(c) `d` $((e)) \\$f \\\\ \\g \"h\" 'i'\nE",
            "[cat <<\"${a}‹ ›${b}‹ ›$([c])‹ ›$([d])‹ ›$((e))‹ $f \\ \\g \"h\" 'i'\n›\"]",
        ),
        ("cat <<-E\n\ta\n\t\tb $c\n\tE\nd", "[cat <<\"‹a\nb ›${c}‹\n›\"] ; [d]"),
        ("cat <<-'E'\n\ta\n\tE", "[cat <<‹a\n›]"),
        ("cat <<E | b; c\na\nE\nd", "[cat <<\"‹a\n›\"] | [b] ; [c] ; [d]"),
        ("cat <<A <<B\na\nA\nb\nB\nc", "[cat <<\"‹a\n›\" <<\"‹b\n›\"] ; [c]"),
        ("cat <<E\na\\\nE\nb\nE", "[cat <<\"‹aE\nb\n›\"]"),
        ("cat <<E\nE \n E\nEE\nE", "[cat <<\"‹E \n E\nEE\n›\"]"),
        ("cat << E\na\nE", "[cat <<\"‹a\n›\"]"),
        ("a <<E && b <<F\nx\nE\ny\nF", "[a <<\"‹x\n›\"] && [b <<\"‹y\n›\"]"),
        ("if a <<E\nx\nE\nthen b; fi", "if [a <<\"‹x\n›\"] then [b] fi"),
        ("while a; do b; done <<E\nx\nE", "while [a] do [b] done <<\"‹x\n›\""),
        ("cat <<$'E'\n$a\nE", "[cat <<‹$a\n›]"),
        ("cat <<$(x)\na\n$(x)\nb", "[cat <<\"‹a\n›\"] ; [b]"),
        ("cat <<''\na\n\nb", "[cat <<‹a\n›] ; [b]"),
        ("cat <<E \"a\nb\"\nx\nE\nc", "[cat \"‹a\nb›\" <<\"‹x\n›\"] ; [c]"),
        ("3<<E cat\na\nE", "[cat 3<<\"‹a\n›\"]"),
        ("cat <<E;b\na\nE", "[cat <<\"‹a\n›\"] ; [b]"),
        ("cat <<'A B'\na\nA B", "[cat <<‹a\n›]"),
        ("cat <<\\\nE\na\nE", "[cat <<\"‹a\n›\"]"),
        ("cat <<E # b\na\nE", "[cat <<\"‹a\n›\"]"),
    ]);
}

#[test]
fn substitutions() {
    check(&[
        ("echo $(cat <<E\na\nE\n)", "[echo $([cat <<\"‹a\n›\"])]"),
        ("echo $(cat <<E\na\nE)", "[echo $([cat <<\"‹a\n›\"])]"),
        ("echo \"$(cat <<'E'\nit's \"\nE\n)\" b", "[echo \"$([cat <<‹it's \"\n›])\" b]"),
        ("echo $(cat <<E)\na\nE\nb", "[echo $([cat <<\"‹a\n›\"])] ; [b]"),
        ("cat <<E\n$(cat <<F\na\nF\n)\nE", "[cat <<\"$([cat <<\"‹a\n›\"])‹\n›\"]"),
        ("cat <<-E\n\ta$(\n\tb 'c\n\td'\n\t)\n\tE", "[cat <<\"‹a›$([b ‹c\nd›])‹\n›\"]"),
        (
            "cat <<E; echo $(cat <<F\na\nF\n)\nb\nE\nc",
            "[cat <<\"‹b\n›\"] ; [echo $([cat <<\"‹a\n›\"])] ; [c]",
        ),
        ("cat <<A - $(cat <<B)\nb\nB\na\nA\nc", "[cat - $([cat <<\"‹b\n›\"]) <<\"‹a\n›\"] ; [c]"),
        ("echo `cat <<E\na\nE\n`", "[echo $([cat <<\"‹a\n›\"])]"),
        ("cat <(cat <<E\na\nE\n)", "[cat <([cat <<\"‹a\n›\"])]"),
        ("cat <<E\n${a:-\"b\"} ${c:-$(d)}\nE", "[cat <<\"${a :- \"‹b›\"}‹ ›${c :- $([d])}‹\n›\"]"),
        ("cat <<E\n`a \\\"b\\\"` \"`c`\"\nE", "[cat <<\"$([a ‹\"›b‹\"›])‹ \"›$([c])‹\"\n›\"]"),
        ("$( a; # b\nc <<E\nd\nE\n)", "[$([a] ; [c <<\"‹d\n›\"])]"),
        ("f() { cat <<E\n$1\nE\n}", "function f { [cat <<\"${1}‹\n›\"] }"),
        ("(cat <<E\na\nE\n)", "( [cat <<\"‹a\n›\"] )"),
        ("echo $(cat <<-E\n\ta\n\tE\n)", "[echo $([cat <<\"‹a\n›\"])]"),
        ("cat <<E\n$(rm a)\nE\nb", "[cat <<\"$([rm a])‹\n›\"] ; [b]"),
    ]);
}
