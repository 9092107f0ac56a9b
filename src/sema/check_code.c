/* check_code.c - the codes of budget classification that a project and its lines name. */
#include "sema/bind.h"

struct code_check {
    struct binder *b;
    int year;
    struct map told; /* codes that were said to be unknown: once each */
};

/* “30216 培训费” */
static struct bilingual code_phrase(struct arena *a, const struct class_code *code)
{
    const struct str chinese[] = {code->code, STR(" "), code->name.chinese};
    const struct str english[] = {code->code, STR(" "), code->name.english};
    return (struct bilingual){arena_join(a, chinese, 3), arena_join(a, english, 3)};
}

/* A few codes below a class, for who stopped at the class. */
static struct bilingual below_phrase(struct arena *a, const struct class_code *class, size_t digits)
{
    enum { MOST = 3 };
    struct bilingual list = {{0}, {0}};
    unsigned shown = 0;
    for (const struct class_code *code = class->next; code && shown < MOST; code = code->next) {
        if (!str_starts_with(code->code, class->code))
            continue;
        if (code->code.len == digits)
            bilingual_add(a, &list, code_phrase(a, code)), shown++;
    }
    return list;
}

/* The code is no code, or is of another level than a declaration wants. */
static void report_form(struct code_check *c, enum code_field field, const struct field *f,
                        struct str code, size_t digits)
{
    struct binder *b = c->b;
    const struct value *value = f->values;
    struct diag *diag =
        diag_report(b->diags, DIAG_CODE_FORM, value->span, DIAG_PHRASE(f->word->name),
                    DIAG_NUMBER((long long)digits), DIAG_TEXT(value->text));
    if (diag == &b->diags->ignored)
        return;
    const struct class_code *class = catalogue_code(b->catalogue, field, code, c->year);
    const struct class_code *named =
        code.len ? NULL : catalogue_code_named(b->catalogue, field, value->text, c->year);
    if (class && class->code.len < digits) {
        struct bilingual below = below_phrase(b->arena, class, digits);
        diag_help(b->diags, diag, NOTE_HELP_CODE_CLASS, DIAG_PHRASE(code_phrase(b->arena, class)));
        if (below.chinese.len)
            diag_help(b->diags, diag, NOTE_HELP_CODES_BELOW, DIAG_PHRASE(below));
    } else if (named && named->code.len == digits) {
        diag_help(b->diags, diag, NOTE_HELP_CODE_NAMED, DIAG_PHRASE(code_phrase(b->arena, named)));
        diag_fix(b->diags, diag, value->span,
                 arena_format(b->arena, "\"%" STR_FORMAT "\"", STR_ARG(named->code)), FIX_NAMED);
    } else {
        diag_help(b->diags, diag, NOTE_HELP_CODE_LOOK_UP, DIAG_NONE);
    }
}

/* The name that stands behind the code is another one's. */
static void report_name(struct code_check *c, enum code_field field, const struct value *value,
                        const struct class_code *code, struct str name)
{
    struct binder *b = c->b;
    struct diag *diag = diag_report(b->diags, DIAG_CODE_NAME, value->span, DIAG_TEXT(code->code),
                                    DIAG_PHRASE(code->name), DIAG_TEXT(name));
    if (diag == &b->diags->ignored)
        return;
    const struct class_code *named = catalogue_code_named(b->catalogue, field, name, c->year);
    if (named)
        diag_help(b->diags, diag, NOTE_HELP_CODE_NAMED, DIAG_PHRASE(code_phrase(b->arena, named)));
}

static void report_unknown(struct code_check *c, enum code_field field, const struct value *value,
                           struct str code)
{
    struct binder *b = c->b;
    const struct class_code *above = catalogue_code_above(b->catalogue, field, code, c->year);
    if (!above || !(above->lengths_below >> code.len & 1) || map_get(&c->told, code))
        return;
    map_put(&c->told, b->arena, code, value);
    struct diag *diag = diag_report(b->diags, DIAG_CODE_UNKNOWN, value->span,
                                    DIAG_PHRASE(code_phrase(b->arena, above)), DIAG_TEXT(code));
    struct bilingual extent = above->list->extent;
    if (extent.chinese.len)
        diag_help(b->diags, diag, NOTE_HELP_CODE_EXTENT, DIAG_PHRASE(above->list->name),
                  DIAG_PHRASE(extent));
    diag_help(b->diags, diag, NOTE_HELP_CODE_EXTEND, DIAG_PHRASE(above->list->name),
              DIAG_TEXT(code));
}

/* What the field's code is called; NULL if it is left out or no list has it. */
static const struct class_code *check_field(struct code_check *c, enum code_field field,
                                            const struct object *object, enum word_id word)
{
    const struct field *f = object_get(object, word);
    const struct value *value = f ? f->values : NULL;
    if (!value || value->kind != VALUE_TEXT || value->text.len == 0)
        return NULL;
    const struct catalogue *catalogue = c->b->catalogue;
    struct str code, name;
    code_split(value->text, &code, &name);
    size_t digits = catalogue_code_digits(catalogue, field, code);
    if (digits == 0)
        return NULL;
    if (code.len != digits) {
        report_form(c, field, f, code, digits);
        return NULL;
    }
    const struct class_code *found = catalogue_code(catalogue, field, code, c->year);
    if (!found)
        report_unknown(c, field, value, code);
    else if (name.len && !str_equal(name, found->name.chinese) &&
             !str_equal(name, found->name.english))
        report_name(c, field, value, found, name);
    return found;
}

static void check_lines(struct code_check *c, struct line *line)
{
    for (; line; line = line->next) {
        line->economic = check_field(c, CODE_ECONOMIC, line->fields, WORD_LINE_ECONOMIC_CODE);
        line->functional = check_field(c, CODE_FUNCTIONAL, line->fields, WORD_LINE_FUNCTIONAL_CODE);
        check_lines(c, line->children);
    }
}

void check_codes(struct binder *b, struct project *project)
{
    struct code_check c = {.b = b, .year = project_year(project)};
    project->functional =
        check_field(&c, CODE_FUNCTIONAL, project->fields, WORD_PROJECT_FUNCTIONAL_CODE);
    check_lines(&c, project->lines);
}
