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

/* What all rules together may take on the projects of a file: so many steps, and more by its size. */
enum { RULE_STEPS_FILE = 20000000, RULE_STEPS_FILE_BYTE = 64 };

struct rule_term;
struct rule_test;

/* One field of a 必填. */
struct rule_required {
    const struct rule_term *field, *when; /* when: NULL if it always is */
    enum severity severity;
    struct rule_required *next;
};

/* What a framework's own block says, beside what that of its base does. */
struct framework_rules {
    struct rule *rules;
    struct map names;                             /* of the rules: they replace those of the base */
    struct rule_required *required[SUBJECT_NONE]; /* by subject */
};

struct rule {
    struct diag_origin origin; /* code, name, title, criterion */
    bool has_code;             /* 编码 is written */
    enum severity severity;    /* its own; severity_rule has the last word */
    enum rule_criterion criterion;
    struct str source, source_number; /* 来源 and its 文号; empty if none is named */
    struct bilingual help;
    const enum diag_code *diagnostics; /* 诊断: what of it the compiler itself checks */
    size_t diagnostic_count;
    bool is_required;          /* 诊断：必填, which says how missing fields are told */
    enum rule_subject subject; /* SUBJECT_NONE: nothing but its diagnostics */
    enum rule_member each;     /* of a project: all its subjects; not for PROJECT */
    const struct rule_term *when, *require, *at; /* when, at: NULL if not written */
    const struct rule_test *tests;               /* whether it fails (rule_test.c) */
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

/* The rules and 必填 of the framework's own block. Its name and those of all frameworks must be known.
 * (rule_required.c) */
const struct framework_rules *bind_framework_rules(struct binder *b,
                                                   const struct framework *framework);

/* 级别：… of a rule and the like; `own` if nothing, or nothing right, is said. */
enum severity bind_severity(struct binder *b, const struct field *field, enum severity own);

/* The subject called so; SUBJECT_NONE after reporting. */
enum rule_subject bind_subject(struct binder *b, struct str name, struct span span);

/*
 * Judges the project by the library's rules, its framework's and `own`, those of the file and its
 * imports, reporting to b->diags what fails.
 */
void rules_run(struct binder *b, const struct rule *own, const struct project *project);

/* Judges a portfolio that is rolled up by the rules that are about 汇总. */
struct portfolio;
void rules_run_portfolio(struct binder *b, const struct rule *own,
                         const struct portfolio *portfolio);

/* The word of a criterion. */
struct bilingual rule_criterion_name(enum rule_criterion criterion);

#endif
