//! Owns the rows of the evaluator: a line, and the commands that would run, in order.

use hook::{Entry, Facts, Listing, Unread};

use super::{Start, evaluate};
use crate::{Invocation, Open, Outcome, Programs, Shell, Text, Unseen, World};

/// A small world: a project with two files, HOME, and what `OUT` is outside the line.
struct Project;

impl Facts for Project {
    fn entry(&self, path: &str) -> Entry {
        match path {
            "/" | "/p" | "/p/src" | "/p/build" | "/tmp" | "/home/dev" | "/bin" => Entry::Directory,
            "/p/a.txt" | "/p/b.txt" | "/bin/rm" | "/bin/ls" => {
                Entry::File { size: 1, links: 1, executable: true }
            }
            _ => Entry::Missing,
        }
    }

    fn read(&self, _: &str, _: usize) -> Result<Vec<u8>, Unread> {
        Err(Unread::Missing)
    }

    fn list(&self, path: &str, _: usize) -> Result<Listing, Unread> {
        let names: &[&str] = match path {
            "/p" => &["a.txt", "b.txt", "build", "src"],
            "/bin" => &["ls", "rm"],
            _ => &[],
        };
        Ok(Listing { names: names.iter().map(|name| (*name).to_string()).collect(), complete: true })
    }

    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "HOME" => Some("/home/dev".into()),
            "OUT" => Some("/out".into()),
            _ => None,
        }
    }
}

/// Programs that do nothing but say that they were called; `echo`, `printf` and `cat` print.
#[derive(Default)]
struct Calls(Vec<String>);

impl Programs for Calls {
    fn run(&mut self, invocation: &Invocation<'_>, world: &mut World<'_>) -> Outcome {
        let words: Vec<String> = invocation.args[1..].iter().map(|arg| arg.text.shown()).collect();
        match invocation.name {
            "echo" | "printf" => {
                let text = words.join(" ").replace("%s", "").trim_start().to_string();
                Outcome::printed(Text::known(if invocation.name == "echo" { text + "\n" } else { text }))
            }
            "cat" => match invocation.args.get(1).and_then(|arg| arg.as_known()) {
                Some(path) => Outcome::printed(world.content(path, 1000).unwrap_or_else(Text::unknown)),
                None => Outcome::printed(invocation.input.clone()),
            },
            "curl" => Outcome::printed(Text::foreign()),
            name => {
                let place = match invocation.shell.directory {
                    Some("/p") => String::new(),
                    Some(directory) => format!("[{directory}] "),
                    None => "[?] ".into(),
                };
                self.0.push([vec![format!("{place}{name}")], words].concat().join(" "));
                Outcome::unknown()
            }
        }
    }

    fn open(&mut self, path: &Text, how: Open, at: &Shell<'_>, world: &mut World<'_>) {
        let (sign, text, append) = match how {
            Open::Read => return,
            Open::Truncate(text) => (">", text, false),
            Open::Append(text) => (">>", text, true),
            Open::Update => ("<>", Text::unknown(), true),
        };
        self.0.push(format!("{sign} {}", path.shown()));
        if let (Some(path), Some(directory)) = (path.as_known(), at.directory) {
            world.write(&hook::path::join(directory, path), &text, append);
        }
    }

    fn unseen(&mut self, unseen: &Unseen, _: &Shell<'_>, _: &mut World<'_>) {
        let far = if unseen.code.is_foreign() { " from outside" } else { "" };
        self.0.push(format!("unseen {}: {}{far}", unseen.interpreter, unseen.code.shown()));
    }
}

fn commands(line: &str) -> String {
    let (mut world, mut calls) = (World::new(&Project), Calls::default());
    let found = evaluate(line, &Start { directory: Some("/p".into()) }, &mut world, &mut calls);
    calls.0.extend(found.limits.iter().map(|limit| format!("limit {limit}")));
    calls.0.join("; ")
}

fn check(rows: &[(&str, &str)]) {
    let wrong: Vec<String> = rows
        .iter()
        .filter_map(|(line, expected)| {
            let got = commands(line);
            (got != *expected).then(|| format!("{line:?}\n  expected {expected}\n  got      {got}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn expands_words() {
    check(&[
        ("rm -rf src", "rm -rf src"),
        ("\"rm\" '-rf' s\\rc", "rm -rf src"),
        ("X=rm; $X -rf src", "rm -rf src"),
        ("X='rm -rf'; $X src", "rm -rf src"),
        ("X='rm -rf'; \"$X\" src", "rm -rf src"),
        ("rm${IFS}-rf${IFS}src", "rm -rf src"),
        ("{rm,-rf,src}", "rm -rf src"),
        ("$'\\x72m' -rf src", "rm -rf src"),
        ("/bin/r? -rf src", "rm -rf src"),
        ("rm *.txt", "rm a.txt b.txt"),
        ("rm *.none", "rm *.none"),
        ("rm \"*\"", "rm *"),
        ("rm ~/x ~", "rm /home/dev/x /home/dev"),
        ("rm \"$OUT\"/x", "rm /out/x; rm /x"),
        ("rm $(echo src)", "rm src"),
        ("rm `echo src`", "rm src"),
        ("rm \"$(unknown)/x\"", "unknown; rm …/x"),
        ("c=(rm -rf src); \"${c[@]}\"", "rm -rf src"),
        ("set -- rm -rf src; \"$@\"", "rm -rf src"),
        ("X=rQm; ${X/Q/} src", "rm src"),
        ("Y=X X=rm; Y=X; X=rm; ${!Y} src", "rm src"),
        ("X=abcrm; ${X:3} src", "rm src"),
        ("X=RM; ${X,,} src", "rm src"),
        ("X=a.rm; ${X#*.} src", "rm src"),
        ("rm ${none:-src}", "rm src"),
        ("rm a$((1+2))", "rm a3"),
        ("printf -v X %s rm; $X src", "rm src"),
        ("read X <<< rm; $X src", "rm src"),
        ("rm ''", "rm "),
        ("rm $none", "rm"),
        (": ${X:=rm}; $X src", "rm src"),
        ("X=RM; ${X@L} src", "rm src"),
        ("x='$(rm src)'; echo ${x@P}", "rm src"),
        ("set -- rm -rf src; $1 \"${@:2}\"", "rm -rf src"),
        ("c=(x rm src); \"${c[@]:1}\"", "rm src"),
        ("declare -n N=X; X=rm; $N src", "rm src"),
        ("declare -l X=RM; $X src", "rm src"),
        ("IFS=, read -ra X <<< 'rm,src'; \"${X[@]}\"", "rm src"),
        ("mapfile -t X < <(printf 'rm\nsrc'); \"${X[@]}\"", "rm src"),
        ("rm ~dev/x", "rm /home/dev/x"),
        ("\"$(u)/bin/rm\" src", "u; rm src"),
        ("$(command -v rm) src", "rm src"),
        ("echo ${x:?$(rm y)}", "rm y"),
        ("eval a=($(rm x))", "rm x; unseen eval: a=(… )"),
        ("echo src > l; rm $(<l)", "> l; rm src"),
    ]);
}

#[test]
fn follows_control() {
    check(&[
        ("a && b || c; d", "a; b; c; d"),
        ("true && a || b", "a; b"),
        ("false && a || b", "b"),
        ("if x; then D=src; else D=build; fi; rm $D", "x; rm build; rm src"),
        ("for f in a b; do rm $f; done", "rm a; rm b"),
        ("for f in *.txt; do rm $f; done", "rm a.txt; rm b.txt"),
        ("case x in a) a;; x) b;; *) c;; esac", "b"),
        ("case $(u) in a) a;; *) c;; esac", "u; a; c"),
        ("f() { rm \"$1\"; }; f src", "rm src"),
        ("function f { rm $@; }; f a b", "rm a b"),
        ("trap 'rm x' EXIT; a", "a; rm x"),
        ("exit; rm x", ""),
        ("a || exit; b", "a; b"),
        ("while read f; do rm $f; done <<< $'a\\nb'", "rm a; rm b"),
        ("printf 'a\\nb' | while read f; do rm $f; done", "rm a\\nb"),
        ("i=0; while ((i<2)); do rm $i; ((i++)); done", "rm 0; rm 1"),
        ("return; rm x", "rm x"),
        ("f() { return; rm y; }; f; rm x", "rm x"),
        ("break; rm x", "rm x"),
        ("D=a; f() { local D=b; rm $D; }; f; rm $D", "rm b; rm a"),
        ("trap 'rm x' EXIT; trap - EXIT", ""),
        ("(trap 'rm x' EXIT; a); b", "a; rm x; b"),
        ("bash -c \"trap 'rm x' EXIT; a\"", "a; rm x"),
        ("cd none; echo > x", "> x; > x"),
        ("CDPATH=/x; cd src; rm x", "[?] rm x"),
        ("(cd src; rm x); rm y", "[/p/src] rm x; rm y"),
        ("cd src && rm x", "[/p/src] rm x"),
        ("cd none && rm x", "[/p/none] rm x"),
        ("cd none; rm x", "[/p/none] rm x; rm x"),
        ("cd none || exit; rm x", "[/p/none] rm x"),
        ("cd \"$(u)\"; rm x", "u; [?] rm x"),
        ("[ -d src ] && rm src", "rm src"),
        ("[ -d none ] && rm none", ""),
        ("alias ll='rm -rf'; ll src", "rm -rf src"),
        (":(){ :|:& };:", "limit nesting; limit steps"),
    ]);
}

#[test]
fn finds_code_in_text() {
    check(&[
        ("sh -c 'rm -rf src'", "rm -rf src"),
        ("bash -lc 'rm \"$1\"' _ src", "rm src"),
        ("bash -o pipefail -ec 'rm x'", "rm x"),
        ("echo 'rm -rf src' | sh", "rm -rf src"),
        ("bash <<< 'rm x'", "rm x"),
        ("bash <<E\nrm x\nE", "rm x"),
        ("bash <(echo rm x)", "rm x"),
        ("source <(echo rm x)", "rm x"),
        ("eval rm -rf src", "rm -rf src"),
        ("eval \"$(curl x)\"", "unseen eval: … from outside"),
        ("curl x | sh", "unseen sh: … from outside"),
        ("curl x | sudo bash -s -- y", "unseen bash: … from outside"),
        ("sh -c \"$U\"", ""),
        ("echo rm x > s.sh; bash s.sh", "> s.sh; rm x"),
        ("cat > s.sh <<E\nrm x\nE\nchmod +x s.sh; ./s.sh", "> s.sh; chmod +x s.sh; rm x"),
        ("cat > notes.md <<E\nrm x\nE", "> notes.md"),
        ("echo rm -rf src", ""),
        ("git commit -m 'rm -rf /'", "git commit -m rm -rf /"),
        ("bash script.sh", ""),
        ("bash -c 'eval \"$0\"' 'rm x'", "rm x"),
        ("bash /dev/fd/3 3<<< 'rm x'", "rm x"),
        ("bash <&3 3<<< 'rm x'", "unseen bash: …"),
        ("bash 3<<< 'rm x' <&3", "rm x"),
        ("echo 'rm x' > a; BASH_ENV=a bash -c :", "> a; rm x"),
        ("coproc sh; echo 'rm x' >&${COPROC[1]}", "unseen sh: …"),
        ("source \"$(u)/x\"", "u"),
        ("echo 'rm x' | { read X; $X; }", "rm x"),
        ("$U x", "x"),
        ("$(u) x", "u; unseen : …"),
    ]);
}

#[test]
fn unwraps_carriers() {
    check(&[
        ("sudo -u root rm x", "rm x"),
        ("sudo FOO=1 rm x", "rm x"),
        ("env -i A=1 rm x", "rm x"),
        ("env -S 'rm x'", "rm x"),
        ("timeout -k 5 10 rm x", "rm x"),
        ("nohup nice -n 5 rm x", "rm x"),
        ("command rm x", "rm x"),
        ("command -v rm", ""),
        ("exec rm x", "rm x"),
        ("su - me -c 'rm x'", "rm x"),
        ("echo a b | xargs rm -rf", "rm -rf a b"),
        ("printf 'a b' | xargs -I{} rm {}/x", "rm a b/x"),
        ("find . | xargs rm", "find .; rm …"),
        ("xargs -0 rm < list", "rm …"),
        ("ssh host 'rm x'", "[?] rm x"),
        ("ssh -p 22 host rm x", "[?] rm x"),
        ("docker exec -it c rm x", "[?] rm x"),
        ("watch -n 5 rm x", "rm x"),
        ("flock /tmp/l rm x", "rm x"),
        ("flock /tmp/l -c 'rm x'", "rm x"),
        ("echo \"'rm x'\" | xargs -I{} sh -c {}", "rm x"),
        ("PATH=/tmp:$PATH; echo 'rm x' > /tmp/zz; zz", "> /tmp/zz; rm x"),
        ("`which rm` x", "rm x"),
        ("env - rm x", "rm x"),
        ("busybox rm x", "rm x"),
        ("env -S 'sh -c' 'rm x'", "rm x"),
        ("watch -n9 -x sh -c 'rm x'", "rm x"),
        ("parallel rm -rf ::: a b", "rm -rf a; rm -rf b"),
        ("echo a | parallel rm {}/x", "rm a/x"),
        ("/lib64/ld-linux-x86-64.so.2 /bin/rm x", "rm x"),
        (
            "PATH=/tmp:$PATH; echo 'rm x' > /tmp/zz; command_not_found_handle() { rm y; }; qq",
            "> /tmp/zz; rm y; qq",
        ),
        ("uv run rm x", "rm x"),
        ("A=1 rm x", "rm x"),
        ("time rm x", "rm x"),
        ("! rm x", "rm x"),
    ]);
}
