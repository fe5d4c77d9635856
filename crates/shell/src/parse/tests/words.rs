//! Owns the rows for words: quotes, expansions, patterns.

use super::check;

#[test]
fn quotes() {
    check(&[
        ("echo a b", "[echo a b]"),
        ("echo 'a b' \"c d\" e\\ f", "[echo ‹a b› \"‹c d›\" e‹ ›f]"),
        ("echo '' \"\" ''a", "[echo ‹› \"\" ‹›a]"),
        ("r''m r\"m\" \\rm 'r'm", "[r‹›m r\"‹m›\" ‹r›m ‹r›m]"),
        ("echo a'b'\"c\"d\\e", "[echo a‹b›\"‹c›\"d‹e›]"),
        ("echo 'a\\'b", "[echo ‹a\\›b]"),
        ("echo \"a\\\"b\\$c\\`d\\\\e\\x\"", "[echo \"‹a\"b$c`d\\e\\x›\"]"),
        ("echo \"a 'b' c\" 'a \"b\" c'", "[echo \"‹a 'b' c›\" ‹a \"b\" c›]"),
        ("echo \\", "[echo \\]"),
        ("echo $\"a $b\" $'c d'", "[echo \"‹a ›${b}\" ‹c d›]"),
        ("echo \"$'a'\"", "[echo \"‹$'a'›\"]"),
        ("echo é'ü'\\ñ \"ß\"", "[echo é‹üñ› \"‹ß›\"]"),
        ("echo $", "[echo $]"),
        ("echo \"$\" $: a$", "[echo \"‹$›\" $: a$]"),
        ("echo \"a\nb\" 'c\nd'", "[echo \"‹a\nb›\" ‹c\nd›]"),
        ("echo a#b # c 'd", "[echo a#b]"),
        ("echo \\#a", "[echo ‹#›a]"),
    ]);
}

#[test]
fn decoded_quotes() {
    check(&[
        ("echo $'\\n\\t\\r\\a\\b\\e\\E\\f\\v'", "[echo ‹\n\t\r\u{7}\u{8}\u{1b}\u{1b}\u{c}\u{b}›]"),
        ("echo $'\\\\ \\' \\\" \\?'", "[echo ‹\\ ' \" ?›]"),
        ("echo $'\\x41\\x4 \\x{41}z \\xg'", "[echo ‹A\u{4} Az \\xg›]"),
        ("echo $'\\u41 \\u00e9 \\U0001F600 \\ug'", "[echo ‹A é 😀 \\ug›]"),
        ("echo $'\\101\\7 \\0601'", "[echo ‹A\u{7} 01›]"),
        ("echo $'a\\0b'c $'\\x00'd", "[echo ‹a›c ‹›d]"),
        ("echo $'\\cA\\c? \\c\\\\a'", "[echo ‹\u{1}\u{7f} \u{1c}a›]"),
        ("echo $'\\c'' a'", "[echo ‹ a›]"),
        ("echo $'\\c\\'b'", "[echo ‹\u{1c}'b›]"),
        ("echo $'\\q\\8'", "[echo ‹\\q\\8›]"),
        ("echo $'\\xff'", "[echo ‹�›]"),
        ("echo $'\\ud800'", "[echo ‹�›]"),
    ]);
}

#[test]
fn joined_lines() {
    check(&[
        ("r\\\nm -rf /", "[rm -rf /]"),
        ("echo a\\\nb \\\n c", "[echo ab c]"),
        ("i\\\nf a; th\\\nen b; f\\\ni", "if [a] then [b] fi"),
        ("a &\\\n& b |\\\n| c |\\\n& d", "[a] && [b] || [c 2>&1] | [d]"),
        ("echo $\\\n(b) $\\\n{c:\\\n-d} $\\\n((1)) $e\\\nf", "[echo $([b]) ${c :- d} $((1)) ${ef}]"),
        ("a >\\\n> b 2\\\n>&\\\n1", "[a >>b 2>&1]"),
        ("cat <\\\n<E\nx\nE", "[cat <<\"‹x\n›\"]"),
        ("a=\\\nb c\\\n=d e", "[a:=b c:=d e]"),
        ("echo 'a\\\nb' # c \\\nd", "[echo ‹a\\\nb›] ; [d]"),
        ("echo \"a\\\nb\"", "[echo \"‹ab›\"]"),
        ("a;\\\n\nb", "[a] ; [b]"),
        ("f\\\n(\\\n) { a; }", "function f { [a] }"),
        ("(\\\n( a ); b )", "( ( [a] ) ; [b] )"),
        ("case a in a\\\n) b;\\\n; esac", "case a in (a) [b] ;; esac"),
        ("\\\n", ""),
        ("echo $\\\n'a' $\\\n\"b\"", "[echo ‹a› \"‹b›\"]"),
        ("[\\\n[ a ]\\\n] && b", "[[ a ]] && [b]"),
        ("x[1\\\n]=2 y", "[x[1]:=2 y]"),
    ]);
}

#[test]
fn parameters() {
    check(&[
        ("echo $a$b${c}", "[echo ${a}${b}${c}]"),
        (
            "echo $1$10 ${10} $@ $* $# $? $- $$ $! ${@} ${#} ${?} ${-} ${$} ${!}",
            "[echo ${1}${1}0 ${10} ${@} ${*} ${#} ${?} ${-} ${$} ${!} ${@} ${#} ${?} ${-} ${$} ${!}]",
        ),
        (
            "echo ${#a} ${#a[@]} ${##} ${#@} ${#-} ${#1}",
            "[echo ${a length} ${a[@] length} ${# length} ${@ length} ${- length} ${1 length}]",
        ),
        (
            "echo ${a-b} ${a:-b} ${a=b} ${a:=b} ${a+b} ${a:+b} ${a?b} ${a:?b} ${a:-}",
            "[echo ${a - b} ${a :- b} ${a = b} ${a := b} ${a + b} ${a :+ b} ${a ? b} ${a :? b} ${a :- }]",
        ),
        (
            "echo ${a#b} ${a##b} ${a%b} ${a%%b} ${a#*/}",
            "[echo ${a # b} ${a ## b} ${a % b} ${a %% b} ${a # */}]",
        ),
        (
            "echo ${a/b/c} ${a//b/c} ${a/#b/c} ${a/%b/c} ${a/b} ${a/\\//x} ${a/$b/$c}",
            "[echo ${a / b / c} ${a // b / c} ${a /# b / c} ${a /% b / c} ${a / b / } ${a / ‹/› / x} ${a / ${b} / ${c}}]",
        ),
        (
            "echo ${a^} ${a^^} ${a,} ${a,,} ${a^^[bc]}",
            "[echo ${a ^ } ${a ^^ } ${a , } ${a ,, } ${a ^^ [bc]}]",
        ),
        (
            "echo ${a:1} ${a:1:2} ${a: -1} ${a:(-1):2} ${a:b?1:2:3} ${a:$b:$c}",
            "[echo ${a : 1} ${a : 1 : 2} ${a :  -1} ${a : (-1) : 2} ${a : b?1:2 : 3} ${a : ${b} : ${c}}]",
        ),
        (
            "echo ${a@Q} ${a[@]@A} ${!a} ${!a@} ${!a*} ${!a[@]} ${!1} ${!#}",
            "[echo ${a @Q} ${a[@] @A} ${!a} ${!a names} ${!a names} ${!a[@]} ${!1} ${!#}]",
        ),
        (
            "echo ${a[0]} ${a[$i]} ${a[b[1]]} ${a['x y']} ${a[@]:1:2}",
            "[echo ${a[0]} ${a[${i}]} ${a[b[1]]} ${a[‹x y›]} ${a[@] : 1 : 2}]",
        ),
        (
            "echo ${a:-$b} ${a:-${b:-c}} ${a:-$(d)} ${a:-`e`} ${a:-\"f g\"} ${a:-'h i'} ${a:-j k} ${a:-\\}}",
            "[echo ${a :- ${b}} ${a :- ${b :- c}} ${a :- $([d])} ${a :- $([e])} ${a :- \"‹f g›\"} ${a :- ‹h i›} ${a :- j k} ${a :- ‹}›}]",
        ),
        (
            "echo \"${a:-b c}\" \"${a:-\"b\"}\" \"${a:-\\}}\" \"${a#\"b\"}\" \"${a#'b'}\" \"${a/'b'/\"c\"}\"",
            "[echo \"${a :- ‹b c›}\" \"${a :- \"‹b›\"}\" \"${a :- ‹}›}\" \"${a # \"‹b›\"}\" \"${a # ‹b›}\" \"${a / ‹b› / \"‹c›\"}\"]",
        ),
        ("echo ${a:-}} ${a:-{b}}", "[echo ${a :- }} ${a :- {b}}]"),
        (
            "echo ${#:-a} ${#-a} ${!:-a} ${$:-b} ${?:-c}",
            "[echo ${# :- a} ${# - a} ${! :- a} ${$ :- b} ${? :- c}]",
        ),
        ("echo ${a:-<(b)} \"${a:-<(b)}\"", "[echo ${a :- <([b])} \"${a :- ‹<(b)›}\"]"),
        ("echo ${a~} ${a b}", "[echo ${a unclear ~} ${a unclear  b}]"),
        ("echo $a[1] $a.b ${a}b $a-b", "[echo ${a}[1] ${a}.b ${a}b ${a}-b]"),
        ("echo \"${a:-'b'}\" \"${a+'$(c)'}\"", "[echo \"${a :- ‹'b'›}\" \"${a + ‹'›$([c])‹'›}\"]"),
    ]);
}

#[test]
fn substitutions() {
    check(&[
        ("echo $(a) `b` \"$(c)\" \"`d`\" x$(e)y", "[echo $([a]) $([b]) \"$([c])\" \"$([d])\" x$([e])y]"),
        ("echo $() $( ) `` \"$()\"", "[echo $() $() $() \"$()\"]"),
        ("echo $(a; b\nc # d)\n)", "[echo $([a] ; [b] ; [c])]"),
        ("echo $(echo $(echo \"a $(b)\"))", "[echo $([echo $([echo \"‹a ›$([b])\"])])]"),
        ("echo `a \\`b \\\\\\`c\\\\\\`\\``", "[echo $([a $([b $([c])])])]"),
        (
            "echo `a \\$b \\\\c` \"`a \\\"b\\\"`\" `a \\\"b\\\"`",
            "[echo $([a ${b} ‹c›]) \"$([a \"‹b›\"])\" $([a ‹\"›b‹\"›])]",
        ),
        ("echo $(case x in x) a;; (y) b;; esac)", "[echo $(case x in (x) [a] ;; (y) [b] ;; esac)]"),
        ("echo ${ a; } ${ a\n} ${| b; }", "[echo $([a]) $([a]) $([b])]"),
        ("cat <(a) >(b) c<(d)e", "[cat <([a]) >([b]) c<([d])e]"),
        ("echo $(a # it's\n)", "[echo $([a])]"),
        ("echo $( (a) ) $((a); (b)) $( ( a ) )", "[echo $(( [a] )) $(( [a] ) ; ( [b] )) $(( [a] ))]"),
        ("0$(a)$(b)", "[0$([a])$([b])]"),
        ("$(a) b; \"$c\" d", "[$([a]) b] ; [\"${c}\" d]"),
        ("x=$(a) y=`b` c", "[x:=$([a]) y:=$([b]) c]"),
        ("echo $(<f)", "[echo $([<f])]"),
    ]);
}

#[test]
fn arithmetic() {
    check(&[
        ("echo $((1 + 2)) $(( (1+2) * 3 ))", "[echo $((1 + 2)) $(( (1+2) * 3 ))]"),
        ("echo $((a[$(b)] + `c` + ${d} + $e))", "[echo $((a[$([b])] + $([c]) + ${d} + ${e}))]"),
        ("echo $[1 + $[2]] $[ $(a) ]", "[echo $((1 + $((2)))) $(( $([a]) ))]"),
        ("((a++)); ((a = b > c && d)); (( $(x) ))", "((a++)) ; ((a = b > c && d)) ; (( $([x]) ))"),
        ("echo \"$((1))\" \"$[1]\"", "[echo \"$((1))\" \"$((1))\"]"),
        ("echo $((\"1\" + 2)) $(( a \\\n + 1 ))", "[echo $((1 + 2)) $(( a  + 1 ))]"),
        ("((a)) && ((b)) || ((c))", "((a)) && ((b)) || ((c))"),
        ("echo $((1 # 2))", "[echo $((1 # 2))]"),
        ("echo $((a 'b $(c)'))", "[echo $((a 'b $([c])'))]"),
    ]);
}

#[test]
fn patterns() {
    check(&[
        ("echo *.c a? [a-z]* {a,b} {1..3} ~ ~/a ~b", "[echo *.c a? [a-z]* {a,b} {1..3} ~ ~/a ~b]"),
        ("echo @(a|b) !(c) +(d)e f?(g|h) *(i)", "[echo «@(a|b)» «!(c)» «+(d)»e f«?(g|h)» «*(i)»]"),
        ("echo @(a|@(b|c)) +('a b'|\"c)\"|\\))", "[echo «@(a|@(b|c))» «+('a b'|»\"‹c)›\"«|\\))»]"),
        ("echo @(a|$(b)|`c`|${d})e", "[echo «@(a|»$([b])«|»$([c])«|»${d}«)»e]"),
        ("[[ a == @(a|b) ]]", "[[ a == «@(a|b)» ]]"),
        ("case a in @(b|c)) d;; +(e)|f) g;; esac", "case a in («@(b|c)») [d] ;; («+(e)»|f) [g] ;; esac"),
    ]);
}
