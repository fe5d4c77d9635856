//! Owns the inputs made to hurt: steps stay linear, nothing overflows a small stack, no nesting loses what is behind it.

use crate::parse::{DEEPEST, counted};
use crate::syntax::Trouble;

use super::mutation::Dice;
use super::render::{faults, script};

/// Steps for each byte that the worst input known stays below; the limit itself is not much higher.
const STEPS_PER_BYTE: usize = 12;

/// Every token that opens, closes or separates something, and what was seen to hurt, a blank between each two.
const TOKENS: &str = "a ( ) \" $( a; ` ${a:- {a, <<x_ (( [[_a_=~_( a=(b_ case_a_in_ if_ ! !_ | ' \\ $' $(( $[ \"$( \"${a:- a[ \
    a[& @( [[_(_ {_ { } f()_ time_ coproc_ for_a_in_ for_(( while_ <( a\\~ \\~ <<x~ ~ # #_'~(( (('~ $(\" \\` '\" \"' \
    $(cat_<<x~ \";_$( ${a/ ${_ a= a|a &&_ \0 é $((_${a[ )a[ )$((<<x_ \"'$[${a:- $(cat_<<-x~\t <<-x~\t )a=([ [a]= x)_ ]]_ \
    esac_ fi_ ;_} ;; $'\\' $=a */ ${a#' && || >!_ repeat_3_{";

fn tokens() -> Vec<String> {
    TOKENS.split(' ').map(|token| token.replace('_', " ").replace('~', "\n")).collect()
}

/// What is wrong with the steps that `text` takes, if anything is.
fn excess(text: &str, what: &str) -> Option<String> {
    let steps = counted(text).1;
    let per_byte = steps / text.len().max(1);
    (steps > STEPS_PER_BYTE * text.len() + 4096).then(|| format!("{what}: {per_byte} steps per byte"))
}

#[test]
fn every_repeated_token_takes_linear_steps() {
    let mut failures = Vec::new();
    for token in tokens() {
        let count = 8 * 1024 / token.len();
        for closing in ["", ")", "}", "\"", "\nx\n", "))", "fi "] {
            let text = token.repeat(count) + &closing.repeat(count.min(4000));
            failures.extend(excess(&text, &format!("{token:?} then {closing:?}")));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn repeated_mixtures_take_linear_steps() {
    let (mut dice, tokens) = (Dice::new(), tokens());
    let mut failures = Vec::new();
    for _ in 0..400 {
        let unit: String = (0..=dice.below(4)).map(|_| tokens[dice.below(tokens.len())].as_str()).collect();
        let text = tokens[dice.below(tokens.len())].clone() + &unit.repeat(8192 / unit.len());
        failures.extend(excess(&text, &format!("{unit:?}")));
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// What nests, each with what closes it.
const NESTING: [(&str, &str); 43] = [
    ("( ", ")"),
    ("$(", ")"),
    ("\"$(", ")\""),
    ("\"${a:-", "}\""),
    ("{ ", "; }"),
    ("if ", "; then b; fi"),
    ("while ", "; do b; done"),
    ("case a in a) ", ";; esac"),
    ("f() ", ""),
    ("f() { ", "; }"),
    ("time ", ""),
    ("coproc ", ""),
    ("$((", "))"),
    ("$[", "]"),
    ("<(", ")"),
    ("a=(", ")"),
    ("a=($(", "))"),
    ("[[ ( ", " ) ]]"),
    ("[[ $(", ") ]]"),
    ("@(", ")"),
    ("@($(", "))"),
    ("${a:-", "}"),
    ("${a[", "]}"),
    ("${a[$(", ")]}"),
    ("${a/$(/", ")}"),
    ("!(", ")"),
    ("for a in $(", "); do b; done"),
    ("((", "))"),
    ("(( $(", ") ))"),
    ("cat <<x $(", ")"),
    ("cat <<x\n$(", ")\nx\n"),
    ("if $(", "); then b; fi"),
    ("case $(", ") in esac"),
    ("{ if ", "; then b; fi; }"),
    ("a[$(", ")]=b"),
    ("declare a=($(", "))"),
    ("! ( ", ")"),
    ("x | (", ")"),
    ("x && (", ")"),
    ("$((a[$(", ")]))"),
    ("> $(", ")"),
    ("${ ", "; }"),
    ("function f { ", "; }"),
];

#[test]
fn the_deepest_nesting_fits_a_small_stack() {
    for (opening, closing) in NESTING {
        for text in [opening.repeat(2 * DEEPEST), nested(opening, closing, 2 * DEEPEST)] {
            let thread = std::thread::Builder::new().stack_size(256 * 1024);
            let run = thread.spawn(move || drop(counted(&text)));
            run.unwrap().join().unwrap();
        }
    }
}

fn nested(opening: &str, closing: &str, levels: usize) -> String {
    opening.repeat(levels) + "a" + &closing.repeat(levels)
}

/// Constructs that count as one level each, so that exactly [`DEEPEST`] of them are parsed.
const SINGLE: [(&str, &str); 8] = [
    ("( ", ")"),
    ("$(", ")"),
    ("{ ", "; }"),
    ("if ", "; then b; fi"),
    ("${a:-", "}"),
    ("<(", ")"),
    ("time ", ""),
    ("while ", "; do b; done"),
];

#[test]
fn the_limit_is_where_it_is_said_to_be() {
    for (opening, closing) in SINGLE {
        let deep = |levels| counted(&nested(opening, closing, levels)).0.faults;
        assert!(deep(DEEPEST).is_empty(), "{opening:?} {:?}", deep(DEEPEST));
        assert!(deep(DEEPEST + 1).iter().any(|fault| fault.what == Trouble::TooDeep), "{opening:?}");
    }
}

#[test]
fn what_is_behind_too_much_nesting_is_seen() {
    for (opening, closing) in NESTING {
        let levels = 2 * DEEPEST + 2;
        let text = nested(opening, closing, levels) + "\n" + &"x\n".repeat(levels) + "rm -rf x\n";
        let script_ = counted(&text).0;
        assert!(faults(&script_).contains("deep"), "{opening:?} {}", faults(&script_));
        assert!(script(&script_).contains("[rm -rf x]"), "{opening:?} {}", script(&script_));
    }
}
