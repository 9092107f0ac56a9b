/* import.c - 引用: frameworks and other files. */
#include "sema/import.h"

#include "base/nearest.h"
#include "syntax/parse.h"

/* A file on the way: being followed, or done. */
struct visited {
    struct source *source;
    const struct ast_node *nodes; /* of one that is done */
    bool done;
};

struct imports {
    struct binder *binder;
    struct import_list list;
    size_t list_room;
    struct visited *visited;
    size_t visited_count, visited_room;
    size_t lent_count; /* the first so many, of both lists, are the workspace's */
    struct span framework_span;
    struct span top_span; /* of the import in the file being compiled that led here */
    unsigned depth;
    bool is_circular; /* what was read last leads back here, which was reported */
    bool is_base;     /* all that is read belongs to a file that is 沿用d */
};

static void follow(struct imports *i, const struct ast_node *nodes);

static void add_file(struct imports *i, struct source *source, struct span span,
                     const struct ast_node *nodes, bool reported)
{
    struct arena *a = i->binder->arena;
    if (i->list.count == i->list_room) {
        i->list_room = i->list_room ? i->list_room * 2 : 4;
        i->list.files =
            arena_grow(a, i->list.files, sizeof *i->list.files, i->list.count, i->list_room);
    }
    i->list.files[i->list.count++] = (struct import_file){
        source, i->depth == 0 ? span : i->top_span, nodes, reported, i->is_base, false};
}

/* The entry of a source that was met before; or NULL. */
static struct visited *visited_find(struct imports *i, struct str identity)
{
    for (size_t n = 0; n < i->visited_count; n++) {
        if (str_equal(i->visited[n].source->identity, identity))
            return &i->visited[n];
    }
    return NULL;
}

static void visited_add(struct imports *i, struct source *source)
{
    if (i->visited_count == i->visited_room) {
        i->visited_room = i->visited_room ? i->visited_room * 2 : 4;
        i->visited = arena_grow(i->binder->arena, i->visited, sizeof *i->visited, i->visited_count,
                                i->visited_room);
    }
    i->visited[i->visited_count++] = (struct visited){source, NULL, false};
}

bool source_is_workspace(const struct source *source)
{
    struct str path = source->path, name = STR("jixiao.jx");
    return str_equal(path, name) || str_ends_with(path, STR("/jixiao.jx"));
}

struct bilingual framework_path(struct arena *a, const struct framework *framework)
{
    const struct str chinese[] = {STR("\"std/"), framework->name.chinese, STR("\"")};
    const struct str english[] = {STR("\"std/"), framework->name.english, STR("\"")};
    return (struct bilingual){arena_join(a, chinese, 3), arena_join(a, english, 3)};
}

struct bilingual frameworks_phrase(struct binder *b)
{
    struct bilingual list = {{0}, {0}};
    for (const struct framework *f = b->library->frameworks; f; f = f->next) {
        struct bilingual path = framework_path(b->arena, f);
        const struct str chinese[] = {STR("引用 "), path.chinese};
        const struct str english[] = {STR("use "), path.english};
        bilingual_add(
            b->arena, &list,
            (struct bilingual){arena_join(b->arena, chinese, 2), arena_join(b->arena, english, 2)});
    }
    return list;
}

/* The path with the / that an input method types as ／. */
static struct str with_strokes(struct arena *a, struct str path)
{
    struct str stroke = STR("／");
    char *copy = arena_bytes(a, path.len + 1);
    size_t length = 0;
    for (size_t at = 0; at < path.len;) {
        bool is_wide = str_starts_with(str_part(path, at, path.len), stroke);
        copy[length++] = is_wide ? '/' : path.ptr[at];
        at += is_wide ? stroke.len : 1;
    }
    return (struct str){copy, length};
}

/* 引用 "std/上海市/2020" */
static void use_framework(struct imports *i, const struct ast_expression *label)
{
    struct binder *b = i->binder;
    struct str path = with_strokes(b->arena, label->text);
    struct str name = str_part(path, 4, path.len);
    const struct framework *framework = framework_find(b->library->frameworks, name);
    if (framework) {
        if (b->framework && b->framework != framework) {
            struct diag *diag = diag_report(b->diags, DIAG_TWO_FRAMEWORKS, label->span,
                                            DIAG_PHRASE(b->framework->name));
            diag_place(b->diags, diag, i->framework_span, NOTE_FIRST_HERE, DIAG_NONE);
            return;
        }
        name_log_framework(b->names, label->span, path, framework->name);
        b->framework = framework;
        i->framework_span = label->span;
        return;
    }
    b->framework_missing = true;
    struct nearest nearest = nearest_to(name);
    struct bilingual list = {{0}, {0}};
    for (const struct framework *f = b->library->frameworks; f; f = f->next) {
        nearest_try_both(&nearest, f->name.chinese, f->name.english);
        bilingual_add(b->arena, &list, framework_path(b->arena, f));
    }
    struct str best = nearest_name(&nearest);
    struct diag *diag =
        diag_report(b->diags, DIAG_NO_SUCH_FRAMEWORK, label->span, DIAG_TEXT(label->text));
    if (best.len) {
        diag_help(b->diags, diag, NOTE_HELP_DID_YOU_MEAN,
                  DIAG_TEXT(arena_format(b->arena, "std/%" STR_FORMAT, STR_ARG(best))));
        diag_fix(b->diags, diag, label->span,
                 arena_format(b->arena, "\"std/%" STR_FORMAT "\"", STR_ARG(best)), FIX_NAMED);
    }
    diag_help(b->diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
}

/*
 * The mistakes of an imported file are told in one line at the import; but a circle or a chain too
 * deep is the business of every file in it.
 */
static void pass_on(struct imports *i, const struct diags *own, struct source *source,
                    struct span span)
{
    struct binder *b = i->binder;
    b->framework_missing |= own->errors > 0;
    for (const struct diag *diag = own->first; diag; diag = diag->next) {
        if (diag->code == DIAG_IMPORT_CYCLE || diag->code == DIAG_IMPORT_TOO_DEEP) {
            struct diag *own_diag =
                diag_add(b->diags, diag->code, span, diag->arguments, diag->argument_count);
            i->is_circular = true;
            if (diag->code == DIAG_IMPORT_CYCLE)
                diag_help(b->diags, own_diag, NOTE_HELP_IMPORT_CYCLE, DIAG_NONE);
            return;
        }
    }
    /* The mistakes of a file that is 沿用d are found when its projects are bound. */
    if (own->errors && !i->is_base)
        diag_report(b->diags, DIAG_IMPORT_HAS_ERRORS, span, DIAG_TEXT(source->path),
                    DIAG_NUMBER(own->errors));
}

/* Follows what an imported file uses in its turn; `own` takes its mistakes. */
static void follow_file(struct imports *i, const struct ast_node *nodes, struct span span,
                        struct diags *own)
{
    struct diags *outer = i->binder->diags;
    i->binder->diags = own;
    if (i->depth == 0)
        i->top_span = span;
    i->depth++;
    follow(i, nodes);
    i->depth--;
    i->binder->diags = outer;
}

/* Parses an imported file. */
static void load_file(struct imports *i, struct source *source, struct span span)
{
    struct binder *b = i->binder;
    struct diags own = {.arena = b->arena};
    struct ast_nodes nodes = parse(source, b->arena, &own, NULL);
    visited_add(i, source);
    follow_file(i, nodes.first, span, &own);
    struct visited *visited = visited_find(i, source->identity);
    visited->done = true;
    visited->nodes = nodes.first;
    pass_on(i, &own, source, span);
    add_file(i, source, span, nodes.first, own.errors > 0 || i->is_base);
}

/* A file that the workspace lends is used by this one too: what it says of frameworks counts here. */
static void take_lent(struct imports *i, size_t index, struct span span)
{
    struct import_file *file = &i->list.files[index];
    struct source *source = file->source;
    struct diags own = {.arena = i->binder->arena};
    file->is_lent = false;
    file->span = i->depth == 0 ? span : i->top_span;
    follow_file(i, file->nodes, span, &own);
    pass_on(i, &own, source, span);
}

void report_import_fault(struct binder *b, enum import_fault fault,
                         const struct ast_expression *label)
{
    static const struct {
        enum diag_code code;
        enum diag_note help;
    } rows[] = {
        [IMPORT_ABSENT] = {DIAG_IMPORT_ABSENT, NOTE_HELP_IMPORT_PATH},
        [IMPORT_OUTSIDE] = {DIAG_IMPORT_OUTSIDE, NOTE_HELP_IMPORT_INSIDE},
        [IMPORT_UNUSABLE] = {DIAG_IMPORT_UNUSABLE, NOTE_HELP_IMPORT_FILE},
    };
    struct diag *diag =
        diag_report(b->diags, rows[fault].code, label->span, DIAG_TEXT(label->text));
    if (fault == IMPORT_ABSENT && framework_find(b->library->frameworks, label->text)) {
        /* "国家/2021" for "std/国家/2021" */
        const struct str parts[] = {STR("\"std/"), label->text, STR("\"")};
        struct str path = arena_join(b->arena, parts, 3);
        diag_help(b->diags, diag, NOTE_HELP_INSTEAD, DIAG_TEXT(path));
        diag_fix(b->diags, diag, label->span, path, FIX_SAFE);
        return;
    }
    diag_help(b->diags, diag, rows[fault].help, DIAG_NONE);
}

/* The file is being followed: it uses itself by way of the others that are. */
static void report_cycle(struct imports *i, const struct visited *first,
                         const struct ast_expression *label)
{
    struct binder *b = i->binder;
    struct str chain = first->source->path;
    for (size_t n = (size_t)(first - i->visited) + 1; n < i->visited_count; n++) {
        if (!i->visited[n].done)
            chain = arena_format(b->arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(chain),
                                 STR_ARG(i->visited[n].source->path));
    }
    chain = arena_format(b->arena, "%" STR_FORMAT " → %" STR_FORMAT, STR_ARG(chain),
                         STR_ARG(first->source->path));
    struct diag *diag = diag_report(b->diags, DIAG_IMPORT_CYCLE, label->span, DIAG_TEXT(chain));
    diag_help(b->diags, diag, NOTE_HELP_IMPORT_CYCLE, DIAG_NONE);
}

struct source *import_read(struct binder *b, const struct ast_expression *path)
{
    const struct import_loader *loader = b->loader;
    struct source *source = NULL;
    if (++*b->reads > IMPORT_READ_LIMIT) {
        diag_report(b->diags, DIAG_IMPORT_TOO_DEEP, path->span, DIAG_NUMBER(IMPORT_DEPTH_LIMIT));
        return NULL;
    }
    enum import_fault fault = loader->load ? loader->load(loader->context, path->span.source,
                                                          path->text, b->arena, &source)
                                           : IMPORT_OUTSIDE;
    if (fault == IMPORT_FOUND)
        return source;
    report_import_fault(b, fault, path);
    return NULL;
}

/* Reads the file unless it was read before; NULL if there is none, or it is being followed. */
static const struct visited *import_file(struct imports *i, const struct ast_expression *label)
{
    struct binder *b = i->binder;
    struct source *source = NULL;
    if (i->depth >= IMPORT_DEPTH_LIMIT || i->visited_count >= IMPORT_COUNT_LIMIT) {
        diag_report(b->diags, DIAG_IMPORT_TOO_DEEP, label->span, DIAG_NUMBER(IMPORT_DEPTH_LIMIT));
        return NULL;
    }
    source = import_read(b, label);
    b->framework_missing |= !source; /* it may be named in that file */
    if (!source)
        return NULL;
    const struct visited *before = visited_find(i, source->identity);
    if (!before) {
        load_file(i, source, label->span);
        return visited_find(i, source->identity);
    }
    size_t index = (size_t)(before - i->visited);
    if (index < i->lent_count && i->list.files[index].is_lent) {
        take_lent(i, index, label->span);
        return visited_find(i, source->identity);
    }
    if (before->done)
        return before;
    report_cycle(i, before, label);
    return NULL;
}

struct str base_key(struct arena *a, const struct ast_expression *path)
{
    const struct str parts[] = {path->span.source->path, STR("\n"), path->text};
    return arena_join(a, parts, 3);
}

struct base_file *base_find(const struct binder *b, const struct ast_expression *path)
{
    return (struct base_file *)map_get(&b->bases, base_key(b->arena, path));
}

/* 沿用："./last.jx": what that file declares counts here, after what this one uses. */
static void follow_base(struct imports *i, const struct ast_node *node)
{
    struct binder *b = i->binder;
    const struct ast_expression *path = node->values;
    if (!path || path->kind != AST_TEXT || base_find(b, path))
        return; /* what is wrong with it is said when the project is bound */
    struct base_file *base = ARENA_NEW(b->arena, struct base_file);
    const struct framework *framework = b->framework;
    struct span framework_span = i->framework_span;
    bool was_base = i->is_base;
    map_put(&b->bases, b->arena, base_key(b->arena, path), base);
    b->framework = NULL;
    i->is_base = true;
    i->is_circular = false;
    const struct visited *read = import_file(i, path);
    i->is_base = was_base;
    if (framework) { /* this file may follow another one than last year's */
        b->framework = framework;
        i->framework_span = framework_span;
    }
    if (read && !i->is_circular)
        *base = (struct base_file){.source = read->source, .nodes = read->nodes};
}

static void follow_bases(struct imports *i, const struct ast_node *nodes)
{
    const struct vocabulary *vocabulary = &i->binder->library->vocabulary;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (!node->head || node->head->kind != AST_NAME)
            continue;
        const struct word *word = vocabulary_find(vocabulary, BLOCK_FILE, node->head->text);
        if (!word || word->id != WORD_FILE_PROJECT)
            continue;
        const struct ast_node *base = project_node_find(node, WORD_PROJECT_EXTENDS);
        if (base && !base->broken)
            follow_base(i, base);
    }
}

static void report_workspace_framework(struct binder *b, const struct ast_expression *label)
{
    struct diag *diag =
        diag_report(b->diags, DIAG_WORKSPACE_FRAMEWORK, label->span, DIAG_TEXT(label->text));
    diag_help(b->diags, diag, NOTE_HELP_WORKSPACE_FRAMEWORK, DIAG_NONE);
}

static void follow(struct imports *i, const struct ast_node *nodes)
{
    struct binder *b = i->binder;
    for (const struct ast_node *node = nodes; node; node = node->next) {
        if (!node->head || node->head->kind != AST_NAME)
            continue;
        const struct word *word =
            vocabulary_find(&b->library->vocabulary, BLOCK_FILE, node->head->text);
        if (!word || word->id != WORD_FILE_USE)
            continue;
        const struct ast_expression *label = node->labels ? node->labels : node->values;
        if (node->broken || !label || label->kind != AST_TEXT) {
            b->framework_missing = true;
            if (!node->broken) {
                struct diag *diag = diag_report(b->diags, DIAG_NAME_MISSING, node->head->span,
                                                DIAG_TEXT(span_text(node->head->span)));
                diag_help(b->diags, diag, NOTE_HELP_FRAMEWORK, DIAG_PHRASE(frameworks_phrase(b)));
            }
        } else if (str_starts_with(label->text, STR("std/")) ||
                   str_starts_with(label->text, STR("std／"))) {
            if (source_is_workspace(label->span.source))
                report_workspace_framework(b, label);
            use_framework(i, label);
        } else {
            import_file(i, label);
        }
    }
    follow_bases(i, nodes);
}

struct import_list import_follow(struct binder *b, struct source *source,
                                 const struct ast_node *nodes)
{
    struct imports imports = {.binder = b};
    const struct import_list *workspace = b->loader->workspace;
    for (size_t i = 0; workspace && i < workspace->count; i++) {
        const struct import_file *file = &workspace->files[i];
        visited_add(&imports, file->source);
        imports.visited[i].done = true;
        imports.visited[i].nodes = file->nodes;
        /* What is wrong with it is told of jixiao.jx. */
        add_file(&imports, file->source, file->span, file->nodes, true);
        imports.list.files[i].is_lent = true;
        imports.lent_count = i + 1;
    }
    visited_add(&imports, source);
    follow(&imports, nodes);
    add_file(&imports, source, (struct span){0}, nodes, false);
    /* A broken head at the top may have been the 引用 that is missed. */
    for (const struct ast_node *node = nodes; node && !b->framework; node = node->next)
        b->framework_missing |= node->broken && !node->head;
    /* With a framework known, nothing that depends on it need be silent. */
    b->framework_missing = b->framework_missing && !b->framework;
    return imports.list;
}
