//! Owns the texts that bash itself judges and runs: what it takes has no faults here, and words are what it says.

use super::render::literals;
use crate::parse::parse;

/// Texts that bash 5 takes.
pub(super) const ACCEPTED: [&str; 205] = [
    "for f in *.rs; do mv \"$f\" \"${f%.rs}.bak\"; done",
    "find . -name '*.tmp' -exec rm {} \\;",
    "git commit -m \"$(cat <<'EOF'\nTitle\n\nBody with `ticks` and \"quotes\" and it's\nEOF\n)\"",
    "tar czf - . | ssh host 'cat > /tmp/x.tgz'",
    "[ -d build ] && rm -rf build || true",
    "while IFS= read -r line; do echo \"$line\"; done < <(ls -1)",
    "sudo -u root sh -c 'echo $1' _ x",
    "test -z \"$(git status --porcelain)\" || exit 1",
    "x=${y:-$(date +%s)}; echo \"${x@Q}\" \"${x//[^a-z]/_}\"",
    "printf '%s\\n' {1..3} | sort -u | xargs -I{} echo {}",
    "trap 'rm -f \"$tmp\"' EXIT INT; tmp=$(mktemp)",
    "case \"$1\" in -h|--help) usage; exit 0 ;; --) shift ;; -*) die \"bad $1\" ;; esac",
    "if ! command -v node >/dev/null 2>&1; then echo >&2 'no node'; exit 1; fi",
    "python3 - <<'EOF'\nprint(\"it's $HOME\")\nEOF",
    "cat > f.txt << EOF\na $x\nEOF",
    "set -euo pipefail\ncd \"$(dirname \"$0\")\"\n./build.sh \"$@\"",
    "a=(one two); for i in \"${!a[@]}\"; do echo \"$i=${a[$i]}\"; done",
    "echo $(( (RANDOM % 10) + 1 )) $((16#ff)) $((x > 1 ? 2 : 3))",
    "[[ $v =~ ^([0-9]+)\\.([0-9]+)$ ]] && echo ${BASH_REMATCH[1]}",
    "declare -A m=([k]=v ['x y']=\"$z\"); unset 'm[k]'",
    "coproc N { cat; }; echo hi >&${N[1]}",
    "exec 3<>/dev/tcp/host/80; printf 'x' >&3",
    "f() { local IFS=,; echo \"$*\"; }; f a b",
    "time ( sleep 1; echo done ) 2>&1 | tee log",
    "{ echo a; echo b; } > >(cat) 2> >(cat >&2)",
    "docker run --rm -v \"$PWD\":/w -w /w img sh -c \"make && make test\"",
    "echo \"a\\\"b\" 'c'\\''d' $'e\\'f'",
    "awk 'BEGIN { print \"x\" } /re/ { print $1 }' f",
    "sed -i -e 's/a/b/g' -e \"s|$x|$y|\" file",
    "jq -r '.a[] | select(.b == \"c\") | .d' <<< \"$json\"",
    "! grep -q x f && echo no",
    "until ping -c1 h &>/dev/null; do sleep 1; done",
    "select o in a b; do case $o in a) break;; esac; done <<< 1",
    "eval \"$(ssh-agent -s)\" >/dev/null",
    "nohup ./x >log 2>&1 </dev/null & disown",
    "echo ${arr[@]/#/-I} ${#arr[@]} ${arr[-1]}",
    "((i = i + 1, j--)); let k=i*2; echo $((k))",
    "mkdir -p a/{b,c}/d && touch a/b/{1..5}.txt",
    "echo a b",
    "echo '' \"\" ''a",
    "echo a'b'\"c\"d\\e",
    "echo \"a\\\"b\\$c\\`d\\\\e\\x\"",
    "echo \\",
    "echo \"$'a'\"",
    "echo $",
    "echo \"a\nb\" 'c\nd'",
    "echo \\#a",
    "echo $'\\\\ \\' \\\" \\?'",
    "echo $'\\u41 \\u00e9 \\U0001F600 \\ug'",
    "echo $'a\\0b'c $'\\x00'd",
    "echo $'\\c'' a'",
    "echo $'\\q\\8'",
    "echo $'\\ud800'",
    "echo a\\\nb \\\n c",
    "a &\\\n& b |\\\n| c |\\\n& d",
    "a >\\\n> b 2\\\n>&\\\n1",
    "a=\\\nb c\\\n=d e",
    "echo \"a\\\nb\"",
    "f\\\n(\\\n) { a; }",
    "case a in a\\\n) b;\\\n; esac",
    "echo $\\\n'a' $\\\n\"b\"",
    "x[1\\\n]=2 y",
    "echo $1$10 ${10} $@ $* $# $? $- $$ $! ${@} ${#} ${?} ${-} ${$} ${!}",
    "echo ${a-b} ${a:-b} ${a=b} ${a:=b} ${a+b} ${a:+b} ${a?b} ${a:?b} ${a:-}",
    "echo ${a/b/c} ${a//b/c} ${a/#b/c} ${a/%b/c} ${a/b} ${a/\\//x} ${a/$b/$c}",
    "echo ${a:1} ${a:1:2} ${a: -1} ${a:(-1):2} ${a:b?1:2:3} ${a:$b:$c}",
    "echo ${a[0]} ${a[$i]} ${a[b[1]]} ${a['x y']} ${a[@]:1:2}",
    "echo \"${a:-b c}\" \"${a:-\"b\"}\" \"${a:-\\}}\" \"${a#\"b\"}\" \"${a#'b'}\" \"${a/'b'/\"c\"}\"",
    "echo ${#:-a} ${#-a} ${!:-a} ${$:-b} ${?:-c}",
    "echo ${a~} ${a b}",
    "echo \"${a:-'b'}\" \"${a+'$(c)'}\"",
    "echo $() $( ) `` \"$()\"",
    "echo $(echo $(echo \"a $(b)\"))",
    "echo `a \\$b \\\\c` \"`a \\\"b\\\"`\" `a \\\"b\\\"`",
    "echo ${ a; } ${ a\n} ${| b; }",
    "echo $(a # it's\n)",
    "0$(a)$(b)",
    "x=$(a) y=`b` c",
    "echo $((1 + 2)) $(( (1+2) * 3 ))",
    "echo $[1 + $[2]] $[ $(a) ]",
    "echo \"$((1))\" \"$[1]\"",
    "((a)) && ((b)) || ((c))",
    "echo $((a 'b $(c)'))",
    "[[ a == @(a|b) ]]",
    "a && b || c && d",
    "a\n\nb\n",
    "a &&\n\n# c\nb",
    "! a | b; ! ! c; !",
    "time; a",
    "# a",
    " \t\n",
    "!a",
    "! { a; }",
    "a= b",
    "a+=1 b[1]=2 c[$i]+=3 d[a b]=4 e['f g']=5",
    "a=([1]=b [x y]=c d $(e))",
    "a=b\\ c\"d\"'e'$f",
    "a-b=c",
    "a=~/b:~/c",
    "a[1|2]=3 b[i & 1]=4",
    "export A=1 B=(x y); local c=(d); readonly e[0]=f; typeset -A g=([h]=i); eval j=(k)",
    "x=(a)b",
    "a >b",
    "a 2>b 2>&1 1>&2 >&2 2>&- <&3 <&-",
    "a >&$b >&\"1\" >&1- 2>&x",
    "a <<< b <<<\"c d\" <<< 'e'",
    ">a b >c d",
    "a>b>c",
    "{ a; } >b 2>&1 | c",
    "a <(b) < <(c) > >(d)",
    "f() { a; } >b",
    "a <b | c >d",
    "a 2>&1 >/dev/null",
    ">a <b",
    "f () ( a )",
    "function f () { a; } >b",
    "f() if a; then b; fi",
    "function f-g.h { a; }; a-b:c() { d; }",
    "f() { g() { a; }; }",
    "@() { a; }; +() { b; }",
    "f() ((1))",
    "coproc a b",
    "coproc { a; }",
    "coproc while a; do b; done",
    "coproc a | b",
    "{ a\n}",
    "(a)",
    "{ (a) }",
    "{ a; } && (b) || { c; }",
    "((a); (b))",
    "{ echo }; }",
    "{ a; } >b",
    "if a; then b; elif c; then d; elif e; then f; else g; fi",
    "if a; b; then c; d; fi",
    "if a; then if b; then c; fi fi",
    "echo if then fi",
    "while a; do b; done",
    "while a; b; do c; done <d",
    "for x; do a; done; for x do a; done; for x\ndo a; done",
    "for x in a $b \"$@\" *.c\ndo d; done",
    "for x in a; { b; }",
    "for ((;;)) { a; }",
    "select x in a b; do c; done",
    "while a; do b; done; c",
    "case a in b) c;; esac",
    "case $a in \"b\") ;; esac",
    "case a\nin\nb)\nc\n;;\nesac",
    "case a in (esac) b;; esac",
    "case a in b) case c in d) e;; esac;; esac",
    "case a in [a-z]) b;; ?) c;; *.d) e;; esac",
    "case a in # b\nc) d;; # e\nesac",
    "[[ -f a && ! -d b || c == d ]]",
    "[[ ( a || b ) && c ]]",
    "[[ a =~ (a b|c;d) && e ]]",
    "[[ a < b && c > d ]]",
    "[[ -n $(a) && -f <(b) ]]",
    "[[ a = b ]] >c",
    "[[ ! ( a ) ]]",
    "[[a ]]",
    "cat <<E\na\nb\nE\nc",
    "cat <<E\nE",
    "cat <<'E'\n$a `b` \\c\nE",
    "cat <<\"E\" <<\\E <<E''F\n$a\nE\n$b\nE\n$c\nEF",
    "cat <<E\n$a ${b} $(c) `d` $((e)) \\$f \\\\ \\g \"h\" 'i'\nE",
    "cat <<-E\n\ta\n\t\tb $c\n\tE\nd",
    "cat <<-'E'\n\ta\n\tE",
    "cat <<E | b; c\na\nE\nd",
    "cat <<A <<B\na\nA\nb\nB\nc",
    "cat <<E\na\\\nE\nb\nE",
    "cat <<E\nE \n E\nEE\nE",
    "cat << E\na\nE",
    "a <<E && b <<F\nx\nE\ny\nF",
    "if a <<E\nx\nE\nthen b; fi",
    "while a; do b; done <<E\nx\nE",
    "cat <<$'E'\n$a\nE",
    "cat <<$(x)\na\n$(x)\nb",
    "cat <<''\na\n\nb",
    "cat <<E \"a\nb\"\nx\nE\nc",
    "3<<E cat\na\nE",
    "cat <<E;b\na\nE",
    "cat <<'A B'\na\nA B",
    "cat <<\\\nE\na\nE",
    "cat <<E # b\na\nE",
    "echo $(cat <<E\na\nE\n)",
    "echo \"$(cat <<'E'\nit's \"\nE\n)\" b",
    "cat <<E\n$(cat <<F\na\nF\n)\nE",
    "cat <<-E\n\ta$(\n\tb 'c\n\td'\n\t)\n\tE",
    "cat <<E; echo $(cat <<F\na\nF\n)\nb\nE\nc",
    "echo `cat <<E\na\nE\n`",
    "cat <(cat <<E\na\nE\n)",
    "cat <<E\n${a:-\"b\"} ${c:-$(d)}\nE",
    "cat <<E\n`a \\\"b\\\"` \"`c`\"\nE",
    "$( a; # b\nc <<E\nd\nE\n)",
    "f() { cat <<E\n$1\nE\n}",
    "(cat <<E\na\nE\n)",
    "echo $(cat <<-E\n\ta\n\tE\n)",
    "cat <<E\n$(rm a)\nE\nb",
    "cat <<E\n${v:-\"a b\"} `echo \\\"x  y\\\"`\nE",
    "!(echo sub)",
    "cat <<E\nfoo\\\nE\necho in\nE",
    "cat <<$(x)\na\n$(x)\necho z",
    "cat <<$'E'\na $v\nE\necho z",
    "echo \"${v:-a\\}b}\" ${v:-a\\}b}",
    "eval a=(b c); declare -p a",
    "cat <<\"E\" \"a\nb\"\nbody\nE\necho z",
];

/// Texts that bash 5 refuses.
pub(super) const REFUSED: [&str; 49] = [
    "echo $(( 1 $(a))) )",
    "env a=(b",
    "for x in (a); do b; done",
    "if true; then echo a; fi }",
    "for i in echo >x; do echo $i; done",
    "((1)) }",
    "if true; then :; fi\n}\necho b",
    "; echo a",
    "a ;; b",
    "fi",
    "echo )",
    "if true; then",
    "echo \"a",
    "echo 'a",
    "echo $(a",
    "echo ${a",
    "echo `a",
    "{ a",
    "case x in",
    "a &&",
    "a |",
    "| a",
    "& a",
    "f(",
    "f()",
    "[[ a",
    "[[ a b ]]",
    "((a",
    "echo (a)",
    "for x in a; echo",
    "a=(b",
    "> ",
    "a <",
    "echo $((1+)",
    "if ; then a; fi",
    "x=$((1+1",
    "while true do done",
    "esac",
    "a; }",
    "a &; b",
    "a && ; b",
    "function",
    "select x",
    "<<",
    "a=( ; )",
    "echo a=(b)",
    "[[ a == ]]",
    "[[ (a ]]",
    "[[ a || rm x ]]",
];

/// Texts of simple commands in which nothing has to be expanded, for bash to say what their words are.
const WORDS: [&str; 42] = [
    "w a b",
    "w 'a b' \"c d\" e\\ f",
    "w '' \"\"",
    "w a'b'\"c\"\\d",
    "w \"a\\\"b\\$c\\`d\\\\e\\x\"",
    "w 'a\\'",
    "w $'a\\tb\\n\\x41\\101\\u00e9\\'\\\\'",
    "w $'a\\0b'c",
    "w $'\\cC\\c?' $'\\q\\8'",
    "w $\"a\"",
    "w a\\\nb \\\n c",
    "w \"a\\\nb\" 'c\\\nd'",
    "w a#b # c",
    "w a; w b\nw c",
    "w a && w b",
    "(w a; (w b)); { w c; }",
    "w a >/dev/null b",
    "w a 2>&1 b <<<c d",
    "v=1 w a=b c=d",
    "w 1>/dev/null; w x",
    "w <<E a\nx\nE\nw b",
    "w <<'E' a <<-F b\nx\nE\n\ty\n\tF\nw c",
    "w \\\nb",
    "w\ta\t\tb",
    "w é 'ü'ß",
    "w a\\\\ \\' \\\" \\; \\& \\|",
    "w \"'\" '\"'",
    "! w a; ! ! w b",
    "w 1 2>/dev/null 3; w a2>/dev/null",
    "w !a a! ! \\!",
    "w = == a= =b a=b",
    "w } { ] [ if fi",
    "w a;w b;w c",
    "w -- -a --b=c 'd e'",
    "w $'' ''$'' a\"\"b",
    "[[ a == a ]] && w b; ((1)) && w c",
    "w a\\\n; w b &&\\\nw c",
    "w %s \\n '%d'",
    "w a \"b\nc\" 'd\ne'",
    "w <<E; w b\n$x 'y\nE",
    "w x@y a:b c,d e.f/g^h",
    "w '~' \"~\"",
];

/// Makes bash print the words of each command it does not find, and find none.
const PRINTING: &str =
    "PATH=/nonexistent; command_not_found_handle() { printf '%s\\1' \"$@\" $'\\2' >&3; }; exec 3>&1\n";

#[test]
fn what_bash_takes_has_no_faults() {
    let Some(bash) = Bash::find() else { return };
    let faulty = |text: &&&str| bash.takes(text) && !parse(text).faults.is_empty();
    let wrong: Vec<_> = ACCEPTED.iter().chain(&REFUSED).filter(faulty).collect();
    assert!(wrong.is_empty(), "bash takes these: {wrong:#?}");
    let refused: Vec<_> = ACCEPTED.iter().filter(|text| !bash.takes(text)).collect();
    assert!(refused.is_empty(), "bash does not take these: {refused:#?}");
}

#[test]
fn what_bash_refuses_has_faults() {
    let silent: Vec<_> = REFUSED.iter().filter(|text| parse(text).faults.is_empty()).collect();
    assert!(silent.is_empty(), "no fault in these: {silent:#?}");
}

#[test]
fn words_are_what_bash_says() {
    let Some(bash) = Bash::find() else { return };
    let mut wrong = Vec::new();
    for text in WORDS {
        let (expected, got) = (bash.words(text), literals(&parse(text)));
        if expected != got {
            wrong.push(format!("{text:?}\n  bash {expected:?}\n  got  {got:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A bash that can be asked.
struct Bash;

#[expect(clippy::disallowed_types, reason = "the oracle is a program")]
impl Bash {
    #[expect(clippy::print_stderr, reason = "a test that did not run says so")]
    fn find() -> Option<Self> {
        let version = std::process::Command::new("bash").args(["-c", "echo $BASH_VERSINFO"]).output();
        let major =
            version.ok().and_then(|done| String::from_utf8(done.stdout).ok()?.trim().parse::<u32>().ok());
        let found = major.is_some_and(|major| major >= 5);
        if !found {
            eprintln!("skipped: there is no bash 5 to compare with");
        }
        found.then_some(Self)
    }

    fn takes(&self, text: &str) -> bool {
        let done = std::process::Command::new("bash").args(["-n", "-c", text]).output().unwrap();
        done.status.success() && done.stderr.is_empty()
    }

    fn words(&self, text: &str) -> Vec<Vec<String>> {
        let script = format!("{PRINTING}{text}");
        let done = std::process::Command::new("bash").args(["-c", &script]).output().unwrap();
        let printed = String::from_utf8(done.stdout).unwrap();
        let commands = printed.split("\u{2}\u{1}").filter(|command| !command.is_empty());
        commands.map(|command| command.split_terminator('\u{1}').map(Into::into).collect()).collect()
    }
}
