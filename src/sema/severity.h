/*
 * severity.h - how grave it is that a rule is not kept, and who says so.
 *
 * A rule has a severity of its own. Its framework may say otherwise, so may the workspace (jixiao.jx)
 * and the command line; the later of these goes before the earlier. Each of them names a rule by its
 * code or a name, all rules of a group by their letters, or all there are; of what one of them says
 * the closest counts, wherever it stands: `全部：关闭; C3：错误` leaves C3 on.
 */
#ifndef SEMA_SEVERITY_H
#define SEMA_SEVERITY_H

#include "base/diag.h"
#include "base/map.h"

enum severity {
    SEVERITY_UNSET, /* nothing was said */
    SEVERITY_OFF,   /* the rule is not judged */
    SEVERITY_HINT,
    SEVERITY_WARNING,
    SEVERITY_ERROR,
};

/* Who said so, in the order in which they go before each other. */
enum severity_source {
    SEVERITY_OF_RULE,
    SEVERITY_OF_FRAMEWORK,
    SEVERITY_OF_WORKSPACE,
    SEVERITY_OF_COMMAND,
    SEVERITY_SOURCE_COUNT
};

/* `C3：错误`: what was said of a rule, a group or all. */
struct severity_setting {
    struct str rule;
    enum severity severity;
    struct span span; /* of the name; its source is NULL on the command line */
    unsigned number;  /* the how manieth that its source says, from 1 */
    struct severity_setting *next;
};

/* What one of the sources says. Start with zeroes. */
struct severities {
    struct map by_name;
    const struct severity_setting *all;    /* of 全部, or NULL */
    struct severity_setting *first, *last; /* in the order in which it was said */
    bool has_names;                        /* something else than 全部 is named */
};

struct rule_choice;

/* What rules may take where that is to be less than usual (rule.h): one rule on one project, and all on a
 * file, in steps. */
struct rule_limits {
    long long rule, file;
};

/* What goes for a whole run; any may be NULL. */
struct settings {
    const struct severities *workspace, *command;
    struct rule_choice *choice; /* what was worked out of it, by one thread: rule_choice.h */
    bool wants_parts; /* the findings of rules tell all their parts, for telling two runs apart */
    const struct rule_limits *limits;
};

/* The severity of a rule. */
struct ruling {
    enum severity severity;
    enum severity_source source;
    const struct severity_setting *setting; /* what says so; NULL: the rule itself */
};

/*
 * Says it of `rule`, which is a code or name (ASCII letters in any case), the letters of a group, or
 * one of severity_all. What was said of it before counts no longer.
 */
void severities_set(struct severities *severities, struct arena *a, struct str rule,
                    enum severity severity, struct span span);

/* What was said of `rule` by just this name, or NULL. */
const struct severity_setting *severities_find(const struct severities *severities,
                                               struct str rule);

/* What stands for all rules: 全部, all. */
struct bilingual severity_all(void);

/*
 * The severity of the rule with this code (which may be empty) and these names, whose own is `own`.
 * `framework` is what its framework says, or NULL.
 */
struct ruling severity_rule(const struct settings *settings, const struct severities *framework,
                            struct str code, struct bilingual name, enum severity own);

/* What is said of a warning or hint of the compiler's: by its code, or by a name or the group of the
 * rule that it stands for (which may be NULL), but never by 全部. UNSET if nothing. */
enum severity severity_of_diagnostic(const struct settings *settings,
                                     const struct severities *framework, struct str code,
                                     const struct diag_origin *rule);

/* The letters that a code begins with: “C” of “C3”. Empty if it begins with none. */
struct str severity_group(struct str code);

/* 错误, error …: the word of a severity, and the severity with this word (UNSET if none). */
struct bilingual severity_name(enum severity severity);
enum severity severity_find(struct str word);

#endif
