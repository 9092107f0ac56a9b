/* check_looks.c - names that look like another one and are not the same. */
#include "sema/bind.h"

#include "base/alike.h"
#include "base/utf8.h"

/* The names of things of one kind, in the order in which they stand. */
struct named {
    struct str name;
    struct span span;
    struct named *next;
};

/* The character at which two names begin to differ, as U+4E8C; 0x0 beyond the end of one. */
static struct str code_point(struct binder *b, struct str name, size_t at)
{
    if (at >= name.len)
        return STR("—");
    return arena_format(b->arena, "U+%04X", (unsigned)utf8_next(name, &at));
}

static size_t first_difference(struct str a, struct str b)
{
    size_t at = 0;
    while (at < a.len && at < b.len) {
        size_t next = at, other = at;
        if (utf8_next(a, &next) != utf8_next(b, &other))
            break;
        at = next;
    }
    return at;
}

static void report_alike(struct binder *b, const struct named *named, const struct named *first)
{
    size_t at = first_difference(first->name, named->name);
    struct diag *diag = diag_report(
        b->diags, DIAG_LOOK_ALIKE, named->span, DIAG_TEXT(named->name), DIAG_TEXT(first->name),
        DIAG_TEXT(code_point(b, named->name, at)), DIAG_TEXT(code_point(b, first->name, at)));
    diag_place(b->diags, diag, first->span, NOTE_FIRST_HERE, DIAG_NONE);
    diag_help(b->diags, diag, NOTE_HELP_LOOK_ALIKE, DIAG_NONE);
}

static void check_names(struct binder *b, const struct named *names)
{
    struct map seen = {0};
    for (const struct named *n = names; n; n = n->next) {
        struct str skeleton = alike_skeleton(b->arena, n->name);
        const struct named *first = skeleton.len ? map_get(&seen, skeleton) : NULL;
        if (!first && skeleton.len)
            map_put(&seen, b->arena, skeleton, (void *)(uintptr_t)n);
        else if (first &&
                 !str_equal(utf8_compose(b->arena, first->name), utf8_compose(b->arena, n->name)))
            report_alike(b, n, first);
    }
}

static struct named **add_name(struct binder *b, struct named **last, struct str name,
                               struct span span)
{
    struct named *named = ARENA_NEW(b->arena, struct named);
    *named = (struct named){name, span, NULL};
    *last = named;
    return &named->next;
}

/* The lines of each task by themselves. Nothing is gathered unless a name has a character that may be
 * taken for another. */
static void check_lines(struct binder *b, const struct line *lines)
{
    bool is_odd = false;
    for (const struct line *line = lines; line; line = line->next) {
        is_odd = is_odd || alike_is_odd(line->name);
        check_lines(b, line->children);
    }
    struct named *names = NULL, **last = &names;
    for (const struct line *line = is_odd ? lines : NULL; line; line = line->next)
        last = add_name(b, last, line->name, line->span);
    check_names(b, names);
}

void check_looks(struct binder *b, const struct project *project)
{
    bool is_odd = false;
    for (const struct indicator *i = project->indicators; i && !is_odd; i = i->next)
        is_odd = alike_is_odd(i->name);
    struct named *names = NULL, **last = &names;
    for (const struct indicator *i = is_odd ? project->indicators : NULL; i; i = i->next)
        last = add_name(b, last, i->name, i->span);
    check_names(b, names);
    check_lines(b, project->lines);
}

/* The other unit that looks like this one: of the same table one before it, or one further out. */
static const struct unit *unit_like(struct binder *b, const struct unit *unit, struct map *seen)
{
    struct str skeleton = alike_skeleton(b->arena, unit->measure.name.chinese);
    const struct unit *other = map_get(seen, skeleton);
    if (!other)
        map_put(seen, b->arena, skeleton, (void *)(uintptr_t)unit);
    return other ? other : units_find_unit(b->units->outer, skeleton);
}

void check_unit_looks(struct binder *b)
{
    bool is_odd = false;
    for (const struct unit *u = b->units->outer ? b->units->units : NULL; u && !is_odd; u = u->next)
        is_odd = alike_is_odd(u->measure.name.chinese);
    struct map seen = {0};
    for (const struct unit *u = is_odd ? b->units->units : NULL; u; u = u->next) {
        const struct unit *other = unit_like(b, u, &seen);
        struct str name = u->measure.name.chinese;
        if (!other || str_equal(other->measure.name.chinese, name))
            continue;
        struct named first = {other->measure.name.chinese, other->span, NULL};
        if (str_equal(utf8_compose(b->arena, first.name), utf8_compose(b->arena, name)))
            report_repeated(b, DIAG_DECLARED_TWICE, u->span, name, first.span);
        else
            report_alike(b, &(struct named){name, u->span, NULL}, &first);
    }
}

void check_project_looks(struct binder *b, const struct project *projects)
{
    struct named *names = NULL, **last = &names;
    bool is_odd = false;
    for (const struct project *p = projects; p && !is_odd && projects->next; p = p->next)
        is_odd = alike_is_odd(p->name);
    for (const struct project *p = is_odd ? projects : NULL; p; p = p->next)
        last = add_name(b, last, p->name, p->name_span);
    check_names(b, names);
}
