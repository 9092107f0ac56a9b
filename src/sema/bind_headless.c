/* bind_headless.c - the fields of a project in the file itself, without 项目 "…" { } around them, as a form has them. */
#include "base/nearest.h"
#include "sema/bind_bare.h"
#include "sema/import.h"
#include "sema/typed_text.h"

/* Whether the node has a project's name as the paper form has it, 项目名称：…. */
static bool names_project(struct binder *b, const struct ast_node *node)
{
    struct str head = node_head(b, node);
    return node->head->kind == AST_NAME && !node->has_block &&
           (str_equal(head, STR("项目名称")) || str_equal(head, STR("project_name")));
}

/* Whether a word that the file does not know may be one that it knows, misspelt. */
static bool is_slip_of_file(struct str head)
{
    struct nearest nearest = nearest_to(head);
    for (enum word_id id = word_first(BLOCK_FILE); id < word_end(BLOCK_FILE); id++)
        nearest_try_both(&nearest, word_info(id)->name.chinese, word_info(id)->name.english);
    return nearest_name(&nearest).len > 0;
}

/* Whether it is what is left of the head of a project. */
static bool is_broken_project(const struct ast_node *node)
{
    struct str text = span_text(node->span);
    const struct word *project = word_info(WORD_FILE_PROJECT);
    const struct str names[] = {project->name.chinese, project->name.english};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        size_t end = names[i].len;
        if (str_starts_with(text, names[i]) &&
            (end == text.len || strchr(" \t{\"", text.ptr[end]) || str_stands_at(text, end, "“")))
            return true;
    }
    return false;
}

/* Whether the nodes are those of a form: 引用 and fields of a project, and nothing else that a file may hold. */
static bool is_form(struct binder *b, const struct ast_node *nodes)
{
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (!node->head) {
            if (is_broken_project(node))
                return false;
            continue;
        }
        struct str head = node_head(b, node);
        const struct word *word = node->head->kind == AST_NAME
                                      ? vocabulary_find(&b->library->vocabulary, BLOCK_FILE, head)
                                      : NULL;
        bool is_field = !word && (is_of_project(b, node) || names_project(b, node));
        if (word ? word->id != WORD_FILE_USE : !is_field && is_slip_of_file(head))
            return false;
    }
    return nodes && !source_is_workspace(nodes->span.source);
}

/* What stands behind 项目名称 on its line, without quotes; in its place “…” if that can be no name. */
static struct str name_on_line(const struct ast_node *node)
{
    enum { LONGEST = 120 /* bytes: what is longer is no name */, MOST = 2 * LONGEST };
    struct str text = node->span.source->text;
    size_t at = node->head->span.end, end = at;
    while (end < text.len && end - at <= MOST && text.ptr[end] != '\n' && text.ptr[end] != '\r')
        end++;
    struct str name = typed_trim(str_part(text, at, end));
    static const char *const colons[] = {"：", ":"}, *const quotes[] = {"\"", "“", "”"};
    for (size_t i = 0; i < sizeof colons / sizeof colons[0]; i++) {
        if (str_starts_with(name, str_of(colons[i])))
            name = typed_trim(str_part(name, strlen(colons[i]), name.len));
    }
    for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++) {
        struct str quote = str_of(quotes[i]);
        if (str_starts_with(name, quote))
            name = str_part(name, quote.len, name.len);
        if (str_ends_with(name, quote))
            name.len -= quote.len;
    }
    bool can_be = name.len && name.len <= LONGEST && !memchr(name.ptr, '"', name.len) &&
                  !memchr(name.ptr, '\\', name.len) && !memchr(name.ptr, '{', name.len);
    return can_be ? name : STR("…");
}

/* The line that names the project, from this one on; or NULL. */
static const struct ast_node *name_line(struct binder *b, const struct ast_node *nodes)
{
    while (nodes && (!nodes->head || !names_project(b, nodes)))
        nodes = nodes->next;
    return nodes;
}

static void report(struct binder *b, const struct ast_node *node)
{
    const struct ast_node *named = name_line(b, node);
    struct str name = named ? name_on_line(named) : STR("…");
    struct diag *diag =
        diag_report(b->diags, DIAG_UNKNOWN_WORD, node->head->span,
                    DIAG_PHRASE(block_name(BLOCK_FILE)), DIAG_TEXT(node_head(b, node)));
    diag_help(b->diags, diag, named == node ? NOTE_HELP_PROJECT_FOR_NAME : NOTE_HELP_PROJECT_AROUND,
              DIAG_TEXT(name));
    if (named && named != node)
        diag_help(b->diags, diag, NOTE_HELP_NAME_IN_HEAD, DIAG_TEXT(node_head(b, named)));
    if (!b->framework && !b->framework_missing && !b->headless.is_told)
        help_framework(b, diag);
}

bool report_headless(struct binder *b, const struct ast_node *nodes, const struct ast_node *node)
{
    struct headless *form = &b->headless;
    bool is_name = names_project(b, node);
    if (node_is_removal(node) || (!is_name && !is_of_project(b, node)))
        return false;
    if (!form->is_known) {
        form->is_known = true;
        form->is_form = is_form(b, nodes);
    }
    if (!form->is_form)
        return false;
    if (!form->is_told || (is_name && form->is_named))
        report(b, node); /* the second name is that of another project */
    form->is_named |= is_name;
    return form->is_told = true;
}

bool help_form_title(struct binder *b, struct diag *diag, const struct ast_node *node,
                     enum block block)
{
    if (block != BLOCK_FILE || !node_is_bare(node) || !str_ends_with(node_head(b, node), STR("表")))
        return false;
    diag_help(b->diags, diag, NOTE_HELP_FORM_TITLE, DIAG_NONE);
    diag_fix(b->diags, diag, whole_line(node->span), STR(""), FIX_NAMED);
    return true;
}
