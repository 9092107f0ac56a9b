/*
 * rule_list.h - the rules there are, each with the severity in force; for `rules` and `explain`.
 */
#ifndef TOOLS_RULE_LIST_H
#define TOOLS_RULE_LIST_H

#include "sema/rule_find.h"
#include "tools/workspace_file.h"

struct listed_rule {
    const struct rule *rule;
    const struct framework *framework; /* that it belongs to; NULL: to all */
    struct str letters;                /* of its group; empty if it has no code */
    struct bilingual group;            /* what they stand for; empty if nobody says */
    struct ruling ruling;
};

struct rule_list {
    struct listed_rule *rows; /* by group, then by the number of the code */
    size_t count;
    const struct framework *frameworks; /* the library's */
    const struct framework *asked;      /* the one that was asked for, or NULL */
};

/*
 * Lists the rules of the library and of the workspace. With `framework` (or NULL) those that go for
 * it, as it has them count; without, those of every framework.
 */
struct rule_list rule_list(const struct options *options, const struct library *library,
                           const struct workspace_file *workspace,
                           const struct framework *framework, struct arena *a);

/* Why the rule counts as it does: “jixiao.jx:3 定的，规则自己是警告”; empty if it says so itself. */
struct str ruling_reason(const struct listed_rule *row, enum language language, struct arena *a);

/* A framework that has a rule count as something else than the rule says by itself. */
struct framework_ruling {
    const struct framework *framework;
    enum severity severity;
    bool is_partial; /* of 必填: for some fields only */
};

struct framework_rulings {
    struct framework_ruling *items;
    size_t count;
};

/* Those of the library, by severity. Of the framework that was asked for only a partial one: else its
 * severity is that of the row. */
struct framework_rulings rulings_of_frameworks(const struct rule_list *list,
                                               const struct listed_rule *row, struct arena *a);

/* The same in words: “改为关闭的体系：云南省、四川省；有的栏算警告的体系：重庆市”; empty if there are none. */
struct str ruling_of_frameworks(const struct rule_list *list, const struct listed_rule *row,
                                enum language language, struct arena *a);

/* The document that the rule comes from, with its number; empty if it names none. */
struct str rule_source(const struct rule *rule, enum language language, struct arena *a);

/* “程序自己查：JX0401、JX0402”; empty if the rule is judged by itself alone. */
struct str rule_diagnostics(const struct rule *rule, enum language language, struct arena *a);

#endif
