/*
 * parts.h - a source cut into parts, one a node, that together are every byte of it.
 *
 * A part is a node with the blank lines and comments before it and the rest of its last line behind it; the
 * parts of a block, what stands before the first of them and what stands behind the last are the whole
 * block. So a merge can put parts of two texts together and keep each byte of what nobody touched.
 */
#ifndef SYNTAX_PARTS_H
#define SYNTAX_PARTS_H

#include "syntax/token_list.h"

/* Bytes of a version's text. */
struct stretch {
    uint32_t start, end;
};

struct part {
    const struct ast_node *node; /* NULL: the whole file */
    struct part *parent;
    struct str key;  /* what it is known by among the parts of its block; empty for the file */
    struct str head; /* the words of its head */
    uint64_t hash;   /* of its tokens and comments */
    uint64_t content_hash;  /* of those in `content` */
    struct stretch whole;   /* with the comments before it and the rest of its line */
    struct stretch lead;    /* blank lines and comments before the line that it begins on */
    struct stretch indent;  /* blanks before it on that line */
    struct stretch header;  /* the node up to the end of its value */
    struct stretch content; /* the node behind its head and labels: the value and the block */
    struct stretch opening; /* behind that, up to what stands in the block; empty without one */
    struct stretch closing; /* behind the last part in the block, `}` included */
    struct stretch trail;   /* behind the node */
    bool has_block;
    bool is_one_line;  /* the block is */
    bool shares_line;  /* something stands before it on its line, or another node behind it */
    bool has_comments; /* in its block or before it on its line */
    struct part **children;
    size_t count;

    /* For the merge: the same part in the other versions, or NULL; and what was decided. */
    struct part *base, *ours, *theirs, *twin;
    size_t place;        /* among its siblings */
    bool is_refused;     /* what theirs changed here is a conflict */
    bool is_disputed;    /* it holds a line that cannot be as both sides want it */
    bool holds_disputed; /* something in its block does */
    int total;           /* what is done with a total that both sides changed */
};

/* A source without errors, its tokens and its parts. */
struct version {
    struct source *source;
    struct token_list tokens;
    struct str *spellings; /* of the tokens, by their index; empty for the end of a line */
    struct part *file;
};

/* Reads a version; false, with the reasons in `d`, if the source has errors. */
bool version_read(struct version *version, struct arena *a, struct source *source, struct diags *d);

/* The text of a stretch. */
struct str version_text(const struct version *version, struct stretch stretch);

/* Whether two stretches hold the same tokens and comments, whatever their layout. */
bool version_same(const struct version *one, struct stretch first, const struct version *other,
                  struct stretch second);

/* Whether there is a comment in the stretch. */
bool version_has_comment(const struct version *version, struct stretch stretch);

#endif
