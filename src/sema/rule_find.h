/*
 * rule_find.h - rules by code or name: for waivers, severities, the command line, explain.
 *
 * A rule is known by its code, if it has one, and by both its names; ASCII letters count in any case.
 */
#ifndef SEMA_RULE_FIND_H
#define SEMA_RULE_FIND_H

#include "base/nearest.h"
#include "sema/library.h"
#include "sema/rule.h"

/* All rules that a file may name, to walk over: the library's, those of each framework, then `own`. */
struct rule_walk {
    const struct rule *next, *own;
    const struct framework *framework;
    const struct framework *of; /* the framework that the rule at hand belongs to, or NULL */
};

/* A walk over the rules of the library, of these frameworks, and `own` (which may be NULL). */
struct rule_walk rule_walk(const struct library *library, const struct framework *frameworks,
                           const struct rule *own);

/* The next rule, or NULL. */
const struct rule *rule_walk_next(struct rule_walk *walk);

/* Whether the rule is called so. */
bool rule_is_named(const struct rule *rule, struct str name);

/* The rule called so, or NULL; then `nearest` (if not NULL) was offered every name. */
const struct rule *rule_find(struct rule_walk walk, struct str name, struct nearest *nearest);

/* Whether some rule's code begins with just these letters. */
bool rule_group_exists(struct rule_walk walk, struct str letters);

/* The rules that the file at hand may name. (bind_severity.c, as what follows) */
struct rule_walk binder_rules(const struct binder *b);

/* Enters in b->names that the word at `span` is the name of a rule of the library's. */
void name_log_rule(struct binder *b, struct span span, struct str name);

/* Reports a name that no rule has, with the nearest. */
void report_unknown_rule(struct binder *b, struct span span, struct str name);

/* Whether all that the rule (or, if it is NULL, the code, which may be none) tells of are errors of the
 * compiler's, which can neither be waived nor count as anything else; and the report of it. */
bool rule_is_fixed(const struct rule *rule, enum diag_code code);
void report_fixed(struct binder *b, enum diag_code report, struct span span, struct str name,
                  const struct rule *rule, enum diag_note help);

/* Reports what is set in the file, or in the library, and is no rule. Called once all rules are known. */
void check_file_severities(struct binder *b, struct source *source,
                           const struct severities *severities);
void check_library_severities(struct binder *b);

#endif
