//! Owns the way from the law to Rust source, so that a law can be compiled into a binary; judges nothing.

use std::fmt::Write;

use hook::Opt;

use crate::{Form, Law, On, Paths, Program, Rule};

/// An expression of type `law::Law`, for `static LAW: law::Law = …`.
#[must_use]
pub fn tables(law: &Law) -> String {
    let mut out = String::new();
    let Law { programs, names, prefixes, rules, paths } = law;
    let _ = write!(
        out,
        "::law::Law {{\nprograms: {},\nnames: {},\nprefixes: {},\nrules: {},\npaths: {},\n}}\n",
        list(programs, program),
        list(names, |pair| format!("{pair:?}")),
        list(prefixes, |pair| format!("{pair:?}")),
        list(rules, rule),
        special(paths),
    );
    out
}

fn program(program: &Program) -> String {
    format!(
        "::law::Program {{ names: {}, options: {}, options_first: {}, subcommands: {}, dry: {}, \
         prints: ::law::Prints::{}, forms: {} }}",
        texts(program.names),
        list(program.options, option),
        program.options_first,
        list(program.subcommands, self::program),
        texts(program.dry),
        program.prints.variant(),
        list(program.forms, form),
    )
}

fn option(option: &Opt) -> String {
    format!("::law::Opt {{ names: {}, value: ::law::Value::{:?} }}", texts(option.names), option.value)
}

fn form(form: &Form) -> String {
    format!(
        "::law::Form {{ when: {}, unless: {}, effect: ::law::Kind::{}, on: {} }}",
        texts(form.when),
        texts(form.unless),
        form.effect.variant(),
        target(form.on),
    )
}

fn target(on: On) -> String {
    match on {
        On::Option(text) => format!("::law::On::Option({text:?})"),
        On::Prefixed(text) => format!("::law::On::Prefixed({text:?})"),
        plain => format!("::law::On::{plain:?}"),
    }
}

fn rule(rule: &Rule) -> String {
    format!(
        "::law::Rule {{ id: {:?}, kinds: {}, standings: {}, programs: {}, except: {}, severity: ::law::Severity::{}, \
         reason: {:?}, instead: {:?} }}",
        rule.id,
        list(rule.kinds, |kind| format!("::law::Kind::{}", kind.variant())),
        list(rule.standings, |standing| format!("::law::Standing::{}", standing.variant())),
        texts(rule.programs),
        texts(rule.except),
        rule.severity.variant(),
        rule.reason,
        rule.instead,
    )
}

fn special(paths: &Paths) -> String {
    let Paths { system, personal, temporary, regenerable, regenerable_if_ignored, guard, executes_later } =
        paths;
    let lists = [
        ("system", system),
        ("personal", personal),
        ("temporary", temporary),
        ("regenerable", regenerable),
        ("regenerable_if_ignored", regenerable_if_ignored),
        ("guard", guard),
        ("executes_later", executes_later),
    ];
    let fields = lists.map(|(name, patterns)| format!("{name}: {}", texts(patterns)));
    format!("::law::Paths {{ {} }}", fields.join(", "))
}

fn texts(texts: &[&str]) -> String {
    list(texts, |text| format!("{text:?}"))
}

fn list<T>(items: &[T], shown: impl Fn(&T) -> String) -> String {
    let items: Vec<String> = items.iter().map(shown).collect();
    format!("&[{}]", items.join(", "))
}
