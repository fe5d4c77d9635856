//! Owns a short way to write trees down for tests; every distinction the tree makes shows in it.
//!
//! A simple command stands in brackets. Bare text stands as it is, protected text in `‹›`, joined words apart by a blank.

use crate::syntax::{
    AssignedValue, Assignment, CaseEnd, Command, CommandKind, Descriptor, Fault, Item, Link, List, Matches,
    Operation, Operator, Parameter, Part, Pipeline, Redirect, Script, Trouble, WhenEmpty, Word,
};

pub(super) fn script(script: &Script) -> String {
    list(&script.body)
}

fn list(list: &List) -> String {
    list.iter().map(item).collect::<Vec<_>>().join(" ; ")
}

fn item(item: &Item) -> String {
    let rest = item.rest.iter().map(|(link, next)| match link {
        Link::And => format!(" && {}", pipeline(next)),
        Link::Or => format!(" || {}", pipeline(next)),
    });
    format!(
        "{}{}{}",
        pipeline(&item.first),
        rest.collect::<String>(),
        if item.background { " &" } else { "" }
    )
}

fn pipeline(pipeline: &Pipeline) -> String {
    let stages = pipeline.stages.iter().map(command).collect::<Vec<_>>().join(" | ");
    format!("{}{stages}", if pipeline.negated { "! " } else { "" })
}

fn command(command: &Command) -> String {
    let redirects = command.redirects.iter().map(redirect);
    match &command.kind {
        CommandKind::Simple { assignments, words: all } => {
            let parts = assignments.iter().map(assignment).chain(all.iter().map(word)).chain(redirects);
            format!("[{}]", parts.collect::<Vec<_>>().join(" "))
        }
        kind => std::iter::once(compound(kind)).chain(redirects).collect::<Vec<_>>().join(" "),
    }
}

fn compound(kind: &CommandKind) -> String {
    match kind {
        CommandKind::Simple { .. } => String::new(),
        CommandKind::Group(body) => format!("{{ {} }}", list(body)),
        CommandKind::Subshell(body) => format!("( {} )", list(body)),
        CommandKind::If { arms, otherwise } => {
            let arms = arms.iter().map(|(test, body)| format!("if {} then {} ", list(test), list(body)));
            let otherwise =
                if otherwise.is_empty() { String::new() } else { format!("else {} ", list(otherwise)) };
            format!("{}{otherwise}fi", arms.collect::<Vec<_>>().join("el"))
        }
        CommandKind::For { name, words: None, body } => format!("for {name} do {} done", list(body)),
        CommandKind::For { name, words: Some(all), body } => {
            format!("for {name} in ({}) do {} done", words(all), list(body))
        }
        CommandKind::ForArithmetic { header, body } => {
            let header = header.iter().map(word).collect::<Vec<_>>().join(";");
            format!("for (({header})) do {} done", list(body))
        }
        CommandKind::While { until, condition, body } => {
            let keyword = if *until { "until" } else { "while" };
            format!("{keyword} {} do {} done", list(condition), list(body))
        }
        CommandKind::Case { word: value, arms } => {
            let arms = arms.iter().map(|arm| {
                let end = match arm.end {
                    CaseEnd::Break => ";;",
                    CaseEnd::FallThrough => ";&",
                    CaseEnd::Continue => ";;&",
                };
                let patterns = arm.patterns.iter().map(word).collect::<Vec<_>>().join("|");
                format!("({patterns}) {} {end} ", list(&arm.body))
            });
            format!("case {} in {}esac", word(value), arms.collect::<String>())
        }
        CommandKind::Function { name, body } => format!("function {name} {}", command(body)),
        CommandKind::Test(all) => format!("[[ {} ]]", words(all)),
        CommandKind::Arithmetic(expression) => format!("(({}))", word(expression)),
        CommandKind::Coprocess(name, body) => {
            format!(
                "coproc {}{}",
                name.as_ref().map(|name| format!("{name} ")).unwrap_or_default(),
                command(body)
            )
        }
        CommandKind::Timed(timed) => format!("time {}", pipeline(timed)),
    }
}

fn assignment(assignment: &Assignment) -> String {
    let subscript =
        assignment.subscript.as_ref().map(|word| format!("[{}]", self::word(word))).unwrap_or_default();
    let value = match &assignment.value {
        AssignedValue::Scalar(value) => word(value),
        AssignedValue::Array(all) => array(all),
    };
    format!("{}{subscript}{}:={value}", assignment.name, if assignment.append { "+" } else { "" })
}

fn array(elements: &[(Option<Word>, Word)]) -> String {
    let elements = elements.iter().map(|(subscript, value)| {
        let subscript =
            subscript.as_ref().map(|word| format!("[{}]:=", self::word(word))).unwrap_or_default();
        format!("{subscript}{}", word(value))
    });
    format!("({})", elements.collect::<Vec<_>>().join(" "))
}

fn words(words: &[Word]) -> String {
    words.iter().map(word).collect::<Vec<_>>().join(" ")
}

pub(super) fn word(word: &Word) -> String {
    parts(&word.parts)
}

fn parts(parts: &[Part]) -> String {
    parts.iter().map(part).collect()
}

fn part(part: &Part) -> String {
    match part {
        Part::Bare(text) => text.clone(),
        Part::Quoted(text) => format!("‹{text}›"),
        Part::Double(inner) => format!("\"{}\"", parts(inner)),
        Part::Parameter(inner) => parameter(inner),
        Part::Command(body) => format!("$({})", list(body)),
        Part::Arithmetic(inner) => format!("$(({}))", parts(inner)),
        Part::ProcessIn(body) => format!("<({})", list(body)),
        Part::ProcessOut(body) => format!(">({})", list(body)),
        Part::ExtendedGlob(text) => format!("«{text}»"),
        Part::Array(all) => array(all),
    }
}

fn parameter(parameter: &Parameter) -> String {
    let subscript =
        parameter.subscript.as_ref().map(|word| format!("[{}]", self::word(word))).unwrap_or_default();
    let operation = operation(&parameter.operation);
    format!("${{{}{}{subscript}{operation}}}", if parameter.indirect { "!" } else { "" }, parameter.name)
}

fn operation(operation: &Operation) -> String {
    let colon = |when: &WhenEmpty| if *when == WhenEmpty::CountsAsUnset { ":" } else { "" };
    match operation {
        Operation::Plain => String::new(),
        Operation::Length => " length".into(),
        Operation::Default(when, operand) => format!(" {}- {}", colon(when), word(operand)),
        Operation::Assign(when, operand) => format!(" {}= {}", colon(when), word(operand)),
        Operation::Alternative(when, operand) => format!(" {}+ {}", colon(when), word(operand)),
        Operation::Require(when, operand) => format!(" {}? {}", colon(when), word(operand)),
        Operation::Trim { suffix, longest, pattern } => {
            let sign = if *suffix { "%" } else { "#" };
            format!(" {} {}", sign.repeat(1 + usize::from(*longest)), word(pattern))
        }
        Operation::Replace { which, pattern, with } => {
            let sign = match which {
                Matches::First => "/",
                Matches::All => "//",
                Matches::AtStart => "/#",
                Matches::AtEnd => "/%",
            };
            format!(" {sign} {} / {}", word(pattern), word(with))
        }
        Operation::Case { upper, all, pattern } => {
            let sign = if *upper { "^" } else { "," };
            format!(" {} {}", sign.repeat(1 + usize::from(*all)), word(pattern))
        }
        Operation::Slice(offset, length) => {
            let length = length.as_ref().map(|length| format!(" : {}", word(length))).unwrap_or_default();
            format!(" : {}{length}", word(offset))
        }
        Operation::Transform(letter) => format!(" @{letter}"),
        Operation::Names => " names".into(),
        Operation::Unclear(operand) => format!(" unclear {}", word(operand)),
    }
}

fn redirect(redirect: &Redirect) -> String {
    let descriptor = match &redirect.descriptor {
        None => String::new(),
        Some(Descriptor::Number(number)) => number.to_string(),
        Some(Descriptor::Variable(name)) => format!("{{{name}}}"),
    };
    let operator = match redirect.operator {
        Operator::Read => "<",
        Operator::Write => ">",
        Operator::Append => ">>",
        Operator::ReadWrite => "<>",
        Operator::WriteBoth => "&>",
        Operator::AppendBoth => "&>>",
        Operator::DuplicateIn => "<&",
        Operator::DuplicateOut => ">&",
        Operator::HereDocument => "<<",
        Operator::HereString => "<<<",
    };
    format!("{descriptor}{operator}{}", word(&redirect.target))
}

/// Where each fault is and what it is: what never ends, or `?` for a token nobody expected.
pub(super) fn faults(script: &Script) -> String {
    let fault = |fault: &Fault| {
        let what = match fault.what {
            Trouble::Unterminated(what) => what,
            Trouble::Unexpected => "?",
            Trouble::TooDeep => "deep",
            Trouble::TooMany => "many",
        };
        format!("{}{what}", fault.at)
    };
    script.faults.iter().map(fault).collect::<Vec<_>>().join(" ")
}

/// The words of the simple commands in the order they are written, quotes taken off; nothing may need to be expanded.
pub(super) fn literals(script: &Script) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    literal_commands(&script.body, &mut found);
    found
}

fn literal_commands(list: &List, found: &mut Vec<Vec<String>>) {
    let rests = |item: &Item| item.rest.iter().map(|(_, next)| next.clone()).collect::<Vec<_>>();
    let pipelines = list.iter().flat_map(|item| std::iter::once(item.first.clone()).chain(rests(item)));
    for command in pipelines.flat_map(|pipeline| pipeline.stages) {
        match &command.kind {
            CommandKind::Simple { words, .. } => found.push(words.iter().map(literal).collect()),
            CommandKind::Group(body) | CommandKind::Subshell(body) => literal_commands(body, found),
            _ => {}
        }
    }
}

fn literal(word: &Word) -> String {
    fn text(parts: &[Part]) -> String {
        let text = |part: &Part| match part {
            Part::Bare(known) | Part::Quoted(known) => known.clone(),
            Part::Double(inner) => text(inner),
            _ => "(expanded)".into(),
        };
        parts.iter().map(text).collect()
    }
    text(&word.parts)
}
