/*
 * portfolio.h - 汇总: the projects of many files rolled up.
 *
 * A portfolio is bound like a project, but which files it includes is found by whoever may read
 * folders; these are bound each for itself, and check_portfolio then adds up. All included projects
 * stay in memory until that is reported: it grows with the bytes of the files, about 15 for one.
 */
#ifndef SEMA_PORTFOLIO_H
#define SEMA_PORTFOLIO_H

#include "sema/model.h"

struct binder;

/* As many files may one portfolio include. */
enum { PORTFOLIO_FILE_LIMIT = 65536 };

/* An included file. */
struct portfolio_file {
    struct str path;          /* from the root of the workspace */
    struct project *projects; /* in order; of a file with errors, those that could be read */
    unsigned errors;          /* found while binding it */
    bool is_unread;           /* it is no ordinary file, too large, or cannot be opened */
    bool is_unchanged; /* all that it was bound from is what it was at the revision of --since */
};

/* An included project of the portfolio's year. */
struct portfolio_project {
    const struct project *project;
    const struct portfolio_file *file;
    const struct funding *year_funding; /* NULL if the framework has none or none is written */
    bool known;                         /* how much that is, in the unit of the ceiling */
};

/* Projects that have something in common, and what they ask for. */
struct portfolio_group {
    struct bilingual name; /* empty: nothing is written */
    size_t count, unknown; /* projects; those whose amount is not known */
    struct rational amount;
};

enum portfolio_grouping {
    PORTFOLIO_BY_CATEGORY,   /* 类别 */
    PORTFOLIO_BY_ATTRIBUTE,  /* 项目属性 */
    PORTFOLIO_BY_DEPARTMENT, /* 主管部门 */
    PORTFOLIO_BY_UNIT,       /* 填报单位 */
    PORTFOLIO_BY_ROLE,       /* the items of funding by role: 财政拨款, 其他资金 … */
    PORTFOLIO_GROUP_COUNT
};

struct portfolio_groups {
    struct portfolio_group *items; /* in the order in which they are met */
    size_t count;
};

struct portfolio {
    struct str name;
    struct span name_span, span;
    struct source *source;
    struct units *units;
    int year;              /* 0: projects of every year */
    struct object *fields; /* BLOCK_PORTFOLIO */
    struct waiver *waivers;
    bool has_ceiling;
    struct quantity ceiling; /* if it has one */
    struct span ceiling_span;
    const struct measure *money; /* that sums are shown in */
    struct portfolio_file *files;
    size_t file_count, failed; /* failed: those with errors, and those not read */
    struct portfolio_project *projects;
    size_t count, unknown; /* unknown: projects whose amount is not known */
    size_t other_years;    /* projects that it leaves out */
    struct rational total; /* of the amounts that are known */
    bool adds_up;          /* the sum is one that can be held */
    struct portfolio_groups groups[PORTFOLIO_GROUP_COUNT];
    struct portfolio *next;
};

/* Binds 汇总 "…" 2020 { … }. (bind_portfolio.c) */
struct portfolio *bind_portfolio(struct binder *b, const struct ast_node *node);

/*
 * Rolls up what was read into portfolio->files, and reports a ceiling that is exceeded, projects that
 * stand twice, indicators of one name in unlike units, and files that are left out.
 */
void check_portfolio(struct binder *b, struct portfolio *portfolio);

/* A sum of the portfolio, in the unit that it is shown in. */
struct quantity portfolio_quantity(const struct portfolio *portfolio, struct rational amount);

#endif
