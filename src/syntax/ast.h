/*
 * ast.h - the syntax tree: nodes, and the expressions that stand in them.
 *
 * One shape serves every construct of the language: a head, labels, a value or a comparison, and a
 * block of further nodes. What a node means is decided later, by the block that it stands in. A
 * node whose line has a syntax error is `broken`: its diagnostic is made, nothing may complain of it
 * again, and no total may be judged that it could be part of. Every text here is a slice of the
 * source or lies in the arena of the parse; an expression is at most AST_DEPTH_LIMIT deep except
 * along its left side, which passes walk by loops.
 */
#ifndef SYNTAX_AST_H
#define SYNTAX_AST_H

#include "base/date.h"
#include "base/decimal.h"
#include "base/source.h"

enum { AST_DEPTH_LIMIT = 256 };

enum ast_kind {
    AST_ERROR,  /* reported; poisons what it is part of */
    AST_NUMBER, /* 80.00, 4 门, 90%, 5‰ */
    AST_DATE,   /* 2020-01-01, 2020年1月 */
    AST_TEXT,   /* "…", “…”, """…""" */
    AST_TITLE,  /* 《…》 */
    AST_TRUTH,  /* 真, 假 */
    AST_NAME,
    AST_NEGATE,
    AST_NOT,
    AST_BINARY,
    AST_MEMBER, /* left . name */
    AST_INDEX,  /* left [ right ] */
    AST_CALL,   /* left ( list ) */
} __attribute__((packed));

/* In the order of their binding, loosest first. */
enum ast_operator {
    AST_NONE,
    AST_OR,
    AST_AND,
    AST_EQUAL,
    AST_UNEQUAL,
    AST_LESS,
    AST_LESS_EQUAL,
    AST_GREATER,
    AST_GREATER_EQUAL,
    AST_IN,
    AST_RANGE, /* 至 */
    AST_ADD,
    AST_SUBTRACT,
    AST_MULTIPLY,
    AST_DIVIDE,
    AST_DOT, /* the product inside a unit: 人·天 */
} __attribute__((packed));

struct ast_expression {
    enum ast_kind kind;
    enum ast_operator operator;
    unsigned depth;
    struct span span;
    struct ast_expression *next; /* in a list */
    union {
        struct {
            const struct decimal *value;
            struct str unit;     /* the word behind the number, or "%" or "‰"; empty if none */
            uint32_t unit_start; /* see ast_unit_span */
        } number;
        struct date date;
        struct str text; /* of TEXT and TITLE, decoded, without quotes but with 《》; and of NAME */
        bool truth;
        struct {
            struct ast_expression *left, *right; /* NEGATE and NOT use left only */
            struct span sign;                    /* of the operator */
        } binary;
        struct {
            struct ast_expression *left;
            struct str name;
            struct span name_span;
        } member;
        struct {
            struct ast_expression *left;
            struct ast_expression *list;
        } call;
    };
};

/*
 * So much is there of a leaf; there are many, so no more is. Whoever copies an expression copies the
 * parts that its kind has.
 */
enum {
    AST_TEXT_SIZE = offsetof(struct ast_expression, text) + sizeof(struct str),
    AST_NUMBER_SIZE = offsetof(struct ast_expression, number.unit_start) + sizeof(uint32_t),
};

/* The unit behind a NUMBER with all that belongs to it; empty, behind the number, if there is none. */
static inline struct span ast_unit_span(const struct ast_expression *number)
{
    return (struct span){number->span.source, number->number.unit_start, number->span.end};
}

/* A list under construction; lists are built by appending, so that long ones cost no stack. */
struct ast_list {
    struct ast_expression *first, *last;
};

struct ast_nodes {
    struct ast_node *first, *last;
};

/* First what whoever walks a tree looks at, in one line of the cache. */
struct ast_node {
    struct ast_expression *head; /* NAME or MEMBER, or TEXT; NULL if broken before it */
    struct ast_expression *labels, *values;
    struct ast_node *next;
    struct ast_nodes children;
    enum ast_operator relation; /* of `数量 "…" >= 90%`; AST_NONE if none */
    bool has_colon;             /* with no value: the author left it blank, as on paper */
    bool has_block;
    bool broken;
    struct span span;   /* head to end of value or block */
    struct span header; /* head to end of value */
    struct span relation_span;
    struct span colon;        /* empty span if there is none */
    struct str documentation; /* of `///` lines, their marks removed; empty if none */
};

/* How an operator is written in ASCII, or 至, 且 … : one spelling each, the formatter's. */
struct str ast_operator_text(enum ast_operator operator);

/* Appends, and returns the list. */
struct ast_list ast_list_add(struct ast_list list, struct ast_expression *expression);
struct ast_nodes ast_nodes_add(struct ast_nodes nodes, struct ast_node *node);
struct ast_nodes ast_nodes_join(struct ast_nodes nodes, struct ast_nodes more);

/*
 * The whole text of a NAME or of a MEMBER chain of names ("资金.总预算"), in `a` if it has parts;
 * empty for anything else.
 */
struct str ast_path(struct arena *a, const struct ast_expression *expression);

/* The tree as indented s-expressions in `a`, with the byte spans of nodes or without: two sources
 * that say the same print alike then. */
struct str ast_print(struct arena *a, const struct ast_node *nodes, bool with_places);

/* One expression, or (`as_list`) it and those behind it, the same way: what is written alike but for
 * its layout gives the same text. */
struct str ast_print_expression(struct arena *a, const struct ast_expression *expression,
                                bool as_list);

#endif
