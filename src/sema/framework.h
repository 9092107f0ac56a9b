/*
 * framework.h - what a regulation decides, as data: categories, choices, funding, printed sheets.
 *
 * A framework is declared in the language (stdlib/frameworks/); nothing here knows any of them by
 * name. Names are in both languages; what is printed on the official form is Chinese as declared.
 */
#ifndef SEMA_FRAMEWORK_H
#define SEMA_FRAMEWORK_H

#include "sema/severity.h"
#include "sema/unit.h"
#include "sema/vocabulary.h"

struct ast_node;

/* What a level-two category takes as a target beside kinds of quantity. */
enum accepted {
    ACCEPTS_GRADE = 1, /* 等级 */
    ACCEPTS_DATE = 2,  /* 日期 */
    ACCEPTS_TEXT = 4,  /* 文字 */
    ACCEPTS_PRICE = 8, /* 单价: money per something */
    ACCEPTS_RATE = 16, /* 频次: anything else per something */
};

/* 作用 满意度 satisfaction: what a category, a choice or an item of funding is, in any province. */
struct role {
    struct bilingual name;
    struct span span;
    struct role *next;
};

/* A level-one or level-two category of indicators. */
struct category {
    struct bilingual name;
    struct span span;
    const struct role *role; /* or NULL */
    bool has_weight;
    struct decimal weight, weight_most; /* points, from the one to the other, if has_weight */
    unsigned least, most;               /* how many indicators; 0: it is not said */
    const struct category *parent;
    struct category *children, *next;
    bool accepts_all; /* nothing was said of it */
    unsigned accepts; /* of enum accepted */
    const struct kind **kinds;
    unsigned kind_count;
};

/* One of the values that a field may have. */
struct choice {
    struct bilingual name;
    struct span span;
    const struct role *role; /* or NULL */
    struct choice *next;
};

/* The values of a field: 类别, 项目属性, 阶段, 类型 (of safeguards) … */
struct choices {
    const struct word *word; /* the field */
    struct span span;        /* where it is named */
    struct choice *first, *last;
    struct map names; /* of all of them, in both languages */
    struct choices *next;
};

/* An item of the funding tree; `name.english` is its JSON key. An item is the sum of its children. */
struct funding_item {
    struct bilingual name;
    struct span span;
    const struct role *role; /* or NULL */
    struct funding_item *children, *next;
};

/* ---- printed sheets ------------------------------------------------------------------------ */

/* What of a target, or of a category, is printed in a cell of its own. */
enum sheet_member {
    SHEET_WHOLE,
    SHEET_RELATION,  /* ≥, ≤ …; 定性 for what is no quantity */
    SHEET_VALUE,     /* the number without its unit, or the text */
    SHEET_UNIT,      /* the unit alone */
    SHEET_WITH_UNIT, /* both, without the relation */
    SHEET_NATURE,    /* 定量 or 定性 */
    SHEET_DIRECTION, /* 正向 or 反向 */
    SHEET_WEIGHT,    /* of a category: its points */
};

/* What stands in a cell or line: words as they are, or a value by its path. */
struct sheet_part {
    struct str text; /* if `path` is 0 */
    unsigned path;   /* number of words below; 0 for a text */
    /* 期限; 立项, 依据; within 逐项 a word of its block, or of BLOCK_PROJECT for 项目.名称. */
    const struct word *words[2];
    const struct funding_item *item; /* words[0] is 资金: which item */
    bool is_first, is_last;          /* 期限.起始, 期限.结束 */
    enum sheet_member member;        /* 目标值.单位, 一级.权重 */
    struct sheet_part *next;
};

struct sheet_cell {
    struct sheet_part *parts;
    bool is_caption;         /* a heading cell */
    bool merges;             /* of a column: equal values below each other share a cell */
    unsigned span;           /* columns; 0: one, but the last cell of a row takes what is left */
    struct sheet_part *head; /* of a column: its caption, or NULL */
    struct sheet_cell *next;
};

enum sheet_row_kind {
    SHEET_ROW,
    SHEET_GROUP, /* a caption cell at the left that spans `rows` */
    SHEET_EACH,  /* a row of captions, then a row for each element of the list `each` */
};

struct sheet_row {
    enum sheet_row_kind kind;
    struct sheet_cell *cells; /* of a row; the columns of SHEET_EACH */
    struct str caption;       /* of a group */
    struct sheet_row *rows;   /* of a group */
    const struct word *each;  /* WORD_PROJECT_INDICATORS, _LINES (leaves only) or _SAFEGUARDS */
    bool is_of_tasks;         /* 逐项 任务: of the lines, those at the top */
    struct sheet_row *next;
};

enum sheet_item_kind { SHEET_CENTRE, SHEET_LEFT, SHEET_RIGHT, SHEET_TABLE, SHEET_SIGNATURE };

struct sheet_item {
    enum sheet_item_kind kind;
    struct sheet_part *parts; /* of a line */
    unsigned columns;         /* of a table */
    struct sheet_row *rows;   /* of a table */
    struct sheet_item *next;
};

struct sheet {
    struct str title;
    const struct measure *money; /* of all amounts; NULL: each as it is written */
    struct sheet_item *items;
    struct sheet *next;
};

/*
 * 字段 指标 绩效标准 standard: a field that a framework gives to projects, indicators or budget lines
 * beside those of the language. Its word has an id from WORD_COUNT on, its own within the framework,
 * and serves wherever a word of the table does.
 */
struct extra_field {
    struct word word;
    struct span span;
    struct extra_field *next;
};

enum { EXTRA_FIELD_LIMIT = 64 /* in a framework, those that it takes over included */ };

struct framework {
    struct bilingual name; /* “上海市/2020”, "shanghai/2020" */
    struct str note;
    struct span span, whole_span; /* of its name; of the declaration */
    const struct framework *base; /* 沿用; or NULL */
    bool is_lent;                 /* by the workspace: what a file chooses itself goes before it */
    /* What its own block says: 必填 and 规则 are read from here, and from that of `base`. */
    const struct ast_node *nodes;
    const struct ast_node *whole; /* the nodes that all else is read from: with those of `base` */
    const struct measure *money;  /* 金额单位 where a project says none; or NULL */
    bool has_full_marks;
    struct decimal full_marks; /* what all weights come to at the time of filing */
    struct category *categories;
    struct choices *choices;
    struct extra_field *fields;
    unsigned field_count;
    struct funding_item *funding;
    struct sheet *sheets;
    struct severities severities; /* 级别: what rules count as here */
    const struct framework_rules
        *rules; /* of its own block alone (rule.h); NULL before they are bound */
    const struct framework *next;
};

/* The role with this name in either language, or NULL. */
const struct role *role_find(const struct role *first, struct str name);

/* Whether a role (which may be NULL) is one of the two that the checks of totals know. */
typedef bool role_test(const struct role *role);
role_test role_is_total, role_is_year;

/* The category with this name in either language among `first` and its siblings; or NULL. */
const struct category *category_find(const struct category *first, struct str name);

/* The category of level one that has a category of this name below it; or NULL. */
const struct category *category_above(const struct framework *framework, struct str name);

/* The choices of a field, or NULL if the framework has none. */
const struct choices *framework_choices(const struct framework *framework, enum word_id field);

/* The choice of this name in either language, or NULL; `choices` may be NULL. */
const struct choice *choice_find(const struct choices *choices, struct str name);

/* A field of the framework's own for objects of `block`, by name; or NULL. */
const struct word *framework_field(const struct framework *framework, enum block block,
                                   struct str name);

/* The word of the language that may have 选项, by name in either language; or NULL. */
const struct word *choices_word(struct str name);

/* An item of the tree by name, at any depth, or NULL. */
const struct funding_item *funding_find(const struct funding_item *first, struct str name);

#endif
