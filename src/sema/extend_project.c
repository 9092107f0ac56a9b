/* extend_project.c - 沿用: a project that states only what differs from another one. */
#include "sema/spec.h"

#include "base/utf8.h"

const struct ast_node *project_node_find(const struct ast_node *node, enum word_id word)
{
    const struct bilingual name = word_info(word)->name;
    for (const struct ast_node *child = node->children.first; child; child = child->next) {
        if (!node_is_broken(child) && child->head->kind == AST_NAME &&
            bilingual_is(name, child->head->text))
            return child;
    }
    return NULL;
}

const struct ast_expression *referred_project(struct binder *b, const struct ast_node *node)
{
    struct object *object = object_new(b, BLOCK_REFERENCE, node->span);
    bind_block(b, object, node->children.first, NULL, NULL);
    return object_value(object, WORD_REFERENCE_PROJECT, VALUE_TEXT)
               ? object_get(object, WORD_REFERENCE_PROJECT)->node->values
               : NULL;
}

void report_no_such_project(struct binder *b, struct span span, const struct ast_expression *name,
                            struct str path, const struct bilingual *names, size_t count)
{
    enum { MOST_NAMED = 8 };
    struct bilingual list = {{0}, {0}};
    struct diag *diag =
        diag_report(b->diags, DIAG_NO_SUCH_PROJECT, name ? name->span : span, DIAG_TEXT(path));
    for (size_t i = 0; i < count && i < MOST_NAMED; i++)
        bilingual_add(b->arena, &list, names[i]);
    if (count == 0)
        diag_help(b->diags, diag, NOTE_HELP_NO_PROJECT_THERE, DIAG_NONE);
    else
        diag_help(b->diags, diag, NOTE_HELP_WHICH_PROJECT, DIAG_PHRASE(list));
}

/* ---- which project -------------------------------------------------------------------------- */

static bool is_project(const struct binder *b, const struct ast_node *node)
{
    const struct word *word =
        node_is_broken(node) || node->head->kind != AST_NAME
            ? NULL
            : vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
    return word && word->id == WORD_FILE_PROJECT;
}

static struct str name_of(const struct ast_node *node)
{
    const struct ast_expression *label = node->labels;
    bool is_name = label && (label->kind == AST_TEXT || label->kind == AST_TITLE);
    return is_name ? label->text : (struct str){0};
}

const struct ast_expression *reference_path(struct binder *b, const struct ast_node *node)
{
    struct bilingual wanted = {STR("文件的路径，如 \"../2019/同名.jx\""),
                               STR("a path, such as \"../2019/same.jx\"")};
    if (node->broken)
        return NULL;
    if (node->labels) {
        report_labels(b, node, node->labels);
        return NULL;
    }
    if (node->relation != AST_NONE) {
        report_relation(b, node);
        return NULL;
    }
    const struct ast_expression *path = single_value(b, node, wanted);
    if (path && path->kind != AST_TEXT && path->kind != AST_ERROR)
        diag_report(b->diags, DIAG_QUOTES_MISSING, path->span, DIAG_TEXT(span_text(path->span)));
    return path && path->kind == AST_TEXT ? path : NULL;
}

/* The project of the base that is meant, or NULL after reporting. */
static const struct ast_node *choose_project(struct binder *b, const struct ast_node *node,
                                             const struct base_file *base,
                                             const struct ast_expression *wanted)
{
    const struct ast_node *only = NULL, *named = NULL;
    size_t count = 0;
    for (const struct ast_node *n = base->nodes; n; n = n->next) {
        if (!is_project(b, n))
            continue;
        count++;
        only = n;
        if (wanted &&
            str_equal(utf8_compose(b->arena, name_of(n)), utf8_compose(b->arena, wanted->text)))
            named = n;
    }
    if (wanted ? named != NULL : count == 1)
        return wanted ? named : only;
    struct bilingual *names = ARENA_ARRAY(b->arena, struct bilingual, count);
    count = 0;
    for (const struct ast_node *n = base->nodes; n; n = n->next) {
        if (is_project(b, n))
            names[count++] = (struct bilingual){name_of(n), name_of(n)};
    }
    report_no_such_project(b, node->values->span, wanted, base->source->path, names, count);
    return NULL;
}

/* ---- laying over it ------------------------------------------------------------------------- */

/* The project with all that it takes from others; `depth` is how many it is away from ours. */
static const struct ast_node *extend(struct binder *b, const struct ast_node *node,
                                     struct extension *extension, unsigned depth)
{
    const struct ast_node *reference = project_node_find(node, WORD_PROJECT_EXTENDS);
    *extension = (struct extension){0};
    if (!reference)
        return node;
    extension->is_missing = true;
    extension->path = reference_path(b, reference);
    extension->base = extension->path ? base_find(b, extension->path) : NULL;
    const struct ast_expression *wanted = referred_project(b, reference);
    if (!extension->base || !extension->base->source || depth >= IMPORT_DEPTH_LIMIT)
        return node; /* which was reported */
    const struct ast_node *base = choose_project(b, reference, extension->base, wanted);
    if (!base)
        return node;
    /* What is wrong in the base is the base's. */
    struct extension inner;
    struct diags elsewhere = {.arena = b->arena}, *own = b->diags;
    b->diags = &elsewhere;
    base = extend(b, base, &inner, depth + 1);
    b->diags = own;
    extension->is_missing = inner.is_missing;
    return merge_projects(b, base, node, extension);
}

const struct ast_node *extend_project(struct binder *b, const struct ast_node *node,
                                      struct extension *extension)
{
    return extend(b, node, extension, 0);
}

/* ---- whose mistakes ------------------------------------------------------------------------- */

/* What is found in the base file when its projects are bound for themselves. */
static const struct diags *baseline(struct binder *b, struct base_file *base)
{
    if (base->found)
        return base->found;
    struct diags *found = ARENA_NEW(b->arena, struct diags);
    struct spec *spec = ARENA_NEW(b->arena, struct spec);
    found->arena = b->arena;
    spec->source = base->source;
    spec->nodes = base->nodes;
    struct binder binder = spec_binder(spec, b->library, b->settings, b->arena, found, b->loader);
    binder.is_baseline = true;
    binder.reads = b->reads;
    base->found = found;
    spec_bind(&binder, spec);
    for (const struct project *project = spec->projects; project; project = project->next)
        spec_judge(&binder, spec, project);
    return found;
}

/* The place of the file itself that a diagnostic names first, or NULL. */
static struct diag_remark *own_label(const struct diag *diag, const struct source *source)
{
    struct diag_remark *label = diag->labels;
    while (label && label->span.source != source)
        label = label->next;
    return label;
}

/* The primary place and that of a label change places, words and all. */
static void swap_places(struct diag *diag, struct diag_remark *label)
{
    struct diag_remark old = diag->label;
    struct diag_remark *next = label->next;
    if (!diag->has_label)
        old = (struct diag_remark){.note = NOTE_IN_THE_BASE};
    old.span = diag->span;
    old.next = next;
    diag->span = label->span;
    diag->label = *label;
    diag->label.next = NULL;
    diag->has_label = true;
    *label = old;
}

/* An edit of the base would be an edit of another file. */
static void drop_fixes(struct diag *diag, const struct source *source)
{
    struct diag_fix **link = &diag->fixes;
    while (*link) {
        if ((*link)->span.source == source)
            link = &(*link)->next;
        else
            *link = (*link)->next;
    }
}

/* Moves it to the place in our file that made it so, or that took it over. */
static void move_home(struct binder *b, const struct extension *extension, struct diag *diag,
                      bool is_of_base)
{
    struct source *source = extension->path->span.source;
    struct diag_remark *label = own_label(diag, source);
    drop_fixes(diag, source);
    if (label) {
        swap_places(diag, label);
    } else {
        struct span base = diag->span;
        bool has_label = diag->has_label;
        struct diag_remark words = diag->label;
        bool removed = !is_of_base && extension->removal.source;
        diag->span = removed ? extension->removal : extension->path->span;
        diag->has_label = false;
        if (has_label)
            diag_add_place(b->diags, diag, base, words.note, words.arguments, words.argument_count);
        else
            diag_place(b->diags, diag, base, NOTE_IN_THE_BASE, DIAG_NONE);
    }
    diag_help(b->diags, diag, is_of_base ? NOTE_HELP_BASE_TOO : NOTE_HELP_NO_LONGER_FITS,
              DIAG_NONE);
}

void extension_settle(struct binder *b, const struct extension *extension, struct diags *found)
{
    const struct diags *known = baseline(b, extension->base);
    const struct source *source = extension->path->span.source;
    if (known->errors && !extension->base->is_reported)
        diag_report(b->diags, DIAG_IMPORT_HAS_ERRORS, extension->path->span,
                    DIAG_TEXT(extension->base->source->path), DIAG_NUMBER(known->errors));
    extension->base->is_reported = true;
    struct diag *next;
    for (struct diag *diag = found->first; diag; diag = next) {
        next = diag->next;
        diag->next = NULL;
        bool is_of_base = diags_hold(known, diag);
        bool is_own = diag->span.source == source;
        /* The errors of the base were counted above. */
        if (!is_own && (extension->is_missing || (is_of_base && diag->severity == DIAG_ERROR)))
            continue;
        if (!is_own)
            move_home(b, extension, diag, is_of_base);
        diags_take(b->diags, diag);
    }
}
