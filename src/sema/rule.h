/*
 * rule.h - checks that are declared in the language: 规则 and 必填.
 *
 * A rule is compiled once, when the file that declares it is loaded: its names are resolved and its
 * types and units checked, and a wrong one is reported there and never runs. To run it on a project
 * costs no look-up and, while it holds, no memory. A rule fails only if its condition is true and its
 * requirement is false; both are UNKNOWN wherever something that was reported already could change
 * the answer (rule_value.h). See docs/reference/rules.md.
 */
#ifndef SEMA_RULE_H
#define SEMA_RULE_H

#include "sema/bind.h"
#include "sema/rule_value.h"

/* What reviewers judge by: 财预〔2015〕88号. */
enum rule_criterion {
    CRITERION_NONE,
    CRITERION_COMPLETENESS,
    CRITERION_RELEVANCE,
    CRITERION_ADEQUACY,
    CRITERION_FEASIBILITY,
};

struct rule_term;

struct rule {
    struct diag_origin origin; /* code, name, title, criterion */
    bool has_code;             /* 编码 is written */
    enum severity severity;    /* its own; severity_rule has the last word */
    enum rule_criterion criterion;
    struct str source, source_number; /* 来源 and its 文号; empty if none is named */
    struct bilingual help;
    enum diag_code diagnostic;                   /* what it stands for; DIAG_CODE_COUNT for none */
    enum rule_subject subject;                   /* SUBJECT_NONE of one with a diagnostic */
    enum rule_member each;                       /* of a project: its subjects; not of PROJECT */
    const struct rule_term *when, *require, *at; /* when, at: NULL if not written */
    const struct rule_required *required;        /* of 必填: the fields, and no `require` */
    struct str documentation;
    struct span span; /* of its name */
    struct rule *next;
};

/*
 * The rules declared in `nodes`, which are those of a file (BLOCK_FILE) or of a framework's block
 * (BLOCK_FRAMEWORK); compiled, in order. Mistakes are reported; a wrong rule is left out. The
 * frameworks whose names a rule may use must be known by then.
 */
struct rule *bind_rules(struct binder *b, const struct ast_node *nodes, enum block block);

/* 级别：… of a rule and the like; `own` if nothing, or nothing right, is said. */
enum severity bind_severity(struct binder *b, const struct field *field, enum severity own);

/* The subject called so; SUBJECT_NONE after reporting. */
enum rule_subject bind_subject(struct binder *b, struct str name, struct span span);

/* Runs every rule of the list on the project, reporting to b->diags what fails. */
void rules_run(struct binder *b, const struct rule *rules, const struct project *project);

/* The word of a criterion. */
struct bilingual rule_criterion_name(enum rule_criterion criterion);

#endif
