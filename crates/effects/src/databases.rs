//! Owns what clients of SQL databases do: where in a call the SQL stands, and which data it is about; knows no SQL.

use hook::Span;
use law::{Kind, Standing};
use shell::{Invocation, Outcome, Run, Text};

use crate::act::{Act, Target};
use crate::effect::Loss;
use crate::reading::Reading;
use crate::sql::{self, Harm};
use crate::text_tools;

/// Options whose value is SQL.
const SQL: &[&str] = &["--command", "--execute", "--query", "-cmd", "-c", "-s", "-Q"];

/// Options whose value is a file of SQL.
const FILES: &[&str] = &["--file", "--queries-file", "-init", "-f", "-i"];

/// What a call does; none where the program is no client of a SQL database.
pub(crate) fn run(
    act: &mut Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
) -> Option<Outcome> {
    let file = match reading.program.names[0] {
        "psql" | "mysql" | "clickhouse-client" | "sqlcmd" | "sql" => false,
        "sqlite3" | "duckdb" => true,
        _ => return None,
    };
    let texts = texts(act, invocation, reading, file);
    let data = if file { Data::in_file(act, reading)? } else { Data::Server };
    let mut outcome = Outcome::unknown();
    for (text, span) in texts {
        outcome.runs.extend(shell_escapes(&text, span));
        let known = text.parts().collect::<Vec<_>>().join("…");
        sql::harms(&known).into_iter().for_each(|harm| tell(act, &data, harm, span));
    }
    Some(outcome)
}

/// Where the data is.
enum Data {
    Server,
    /// In this file.
    File(Target),
}

impl Data {
    /// The file that a call names; none for a database in memory.
    fn in_file(act: &Act<'_, '_, '_>, reading: &Reading<'_>) -> Option<Self> {
        let named = reading.operands.first().filter(|arg| arg.as_known() != Some(":memory:"))?;
        Some(Self::File(act.path(named)))
    }
}

/// The SQL of a call and where it stands: in options, in operands after the file, in files, or on standard input.
fn texts(
    act: &Act<'_, '_, '_>,
    invocation: &Invocation<'_>,
    reading: &Reading<'_>,
    file: bool,
) -> Vec<(Text, Span)> {
    let mut texts = Vec::new();
    for found in &reading.options {
        let Some(value) = &found.value else { continue };
        if SQL.contains(&found.name.as_str()) {
            texts.push((value.clone(), found.arg.span));
        } else if FILES.contains(&found.name.as_str()) {
            texts.extend(
                text_tools::content(act.world, &act.target(value)).map(|text| (text, found.arg.span)),
            );
        }
    }
    if file {
        texts.extend(reading.operands.iter().skip(1).map(|arg| (arg.text.clone(), arg.span)));
    }
    if texts.is_empty() && !invocation.input_is_terminal {
        texts.push((invocation.input.clone(), act.shell.span));
    }
    texts
}

fn tell(act: &mut Act<'_, '_, '_>, data: &Data, harm: Harm, span: Span) {
    let (target, what) = match harm {
        Harm::Drops(name) => (name.clone(), format!("{name} and all data in it")),
        Harm::AllRows(name) => (format!("table {name}"), format!("every row of {name}")),
    };
    let losses = match data {
        Data::Server => vec![Loss { standing: Standing::Remote, what }],
        Data::File(file) => {
            let mut losses = act.places().lost_by_overwrite(file);
            losses.iter_mut().for_each(|loss| loss.what.clone_from(&what));
            losses
        }
    };
    act.record_named(Kind::DropData, target, losses, span);
}

/// Lines that a client hands to a shell: `\! CMD` of psql and mysql, `.shell CMD` and `.system CMD` of sqlite3.
fn shell_escapes(text: &Text, span: Span) -> Vec<Run> {
    let Some(known) = text.as_known() else { return Vec::new() };
    let code = |line: &str| {
        let line = line.trim_start();
        let rest =
            ["\\!", ".shell ", ".system ", "system "].iter().find_map(|start| line.strip_prefix(start))?;
        let text = Text::known(rest.trim_end_matches(';'));
        Some(Run::Code { text, parameters: Vec::new(), directory: None, span })
    };
    known.lines().filter_map(code).collect()
}
