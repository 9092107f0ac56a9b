/*
 * fingerprint.h - what a finding is known by in another version of its file.
 *
 * A fingerprint is FINGERPRINT_LENGTH hexadecimal digits, the beginning of a SHA-256 over
 *
 *   - the code of the finding, and the name of its rule if a rule made it;
 *   - the project that it is in: its 编号, or its name if it has none, and its 年度. What is in no
 *     project is known by the path of the file, from the workspace;
 *   - the way to the node that it is about, as heads and labels: 资金 / 总预算, 产出指标 / 数量 "…";
 *   - what that node says there: the item of its value that the finding is about, or the whole value
 *     if it is about that, but nothing of its block;
 *   - the arguments of its sentence, white space and full-width forms aside, but not of a rule, which
 *     says the same always; of a mistake of spelling the text that it is about;
 *   - its number among the findings of the file that agree in all this, in their order.
 *
 * A rule may find fault with many things at once: each is a part of the finding (diag_part), with a
 * fingerprint of its own made of the finding's, of the place and what it says, and of what was found
 * there. Whoever compares two versions compares the parts, where there are any: a finding of three lines
 * that has become one of four lines has one new part; one of two lines has none.
 *
 * So it stays the same when lines move, when something is added or removed beside the node, when
 * the file is laid out by fmt, and when a file is renamed whose projects say who they are. It
 * changes with the value: a total that was off by 3 and is off by 5 now is another finding, for the
 * old one was looked at and this one was not. Left out are counts of what has findings of its own (of
 * the errors in an import, of the files of a portfolio). It does not depend on the language of
 * messages, nor on how a file is named on the command line; it does on the words that the file is
 * written in, Chinese or English.
 */
#ifndef SEMA_FINGERPRINT_H
#define SEMA_FINGERPRINT_H

#include "base/diag.h"
#include "syntax/ast.h"

enum { FINGERPRINT_LENGTH = 20 };

/*
 * Gives every entry of `diags`, those that are waived included, and each of its parts, its
 * fingerprint; all are then different but by an accident of one in 2^80. Parts are there if the
 * settings of the run want them. `nodes` are the tree of `source`, and `file` is its path
 * from the workspace. The entries are sorted (diag_sort). What this takes lies in `a`, and is linear
 * in the source.
 */
void fingerprints_give(struct diags *diags, const struct source *source,
                       const struct ast_node *nodes, struct str file, struct arena *a);

/* The text in one form: full-width signs as their ASCII twins, and no white space. Laying a file out
 * anew changes nothing else of what a message quotes. */
struct str text_plain(struct arena *a, struct str text);

#endif
