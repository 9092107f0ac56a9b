/* rule_name.c - what the names in a rule's expression stand for. */
#include "sema/rule_term.h"

#include "base/nearest.h"

struct rule_type rule_object_type(enum rule_subject subject)
{
    return (struct rule_type){.kind = RULE_OBJECT, .subject = subject};
}

/* The subject whose members a value of this type has, or SUBJECT_NONE. */
static enum rule_subject subject_of(const struct rule_type *type)
{
    switch (type->kind) {
    case RULE_OBJECT:
        return type->subject;
    case RULE_PERIOD:
        return SUBJECT_PERIOD;
    case RULE_DATE:
        return SUBJECT_DATE;
    case RULE_ABSENT:
    case RULE_UNKNOWN:
    case RULE_TRUTH:
    case RULE_TEXT:
    case RULE_QUANTITY:
    case RULE_GRADE:
    case RULE_NAME:
    case RULE_ANY:
        break;
    }
    return SUBJECT_NONE;
}

/* ---- members -------------------------------------------------------------------------------- */

static struct rule_type quantity_type(struct rule_scope *scope, int dimension)
{
    struct rule_type type = {.kind = RULE_QUANTITY, .is_dynamic = dimension == DIMENSION_DYNAMIC};
    if (dimension == DIMENSION_MONEY)
        type.dimension = money_dimension(scope->binder);
    return type;
}

static struct rule_type member_type(struct rule_scope *scope, enum rule_member member)
{
    const struct rule_member_info *info = rule_member_info(member);
    struct rule_type type = {.kind = info->kind};
    if (info->kind == RULE_QUANTITY)
        type = quantity_type(scope, info->argument);
    else if (info->kind == RULE_OBJECT)
        type.subject = (enum rule_subject)info->argument;
    if (member == MEMBER_SAFEGUARD_KIND)
        type.word = word_info(WORD_SAFEGUARD_KIND);
    if (info->kind == RULE_NAME)
        type.domain = (enum rule_domain)info->argument;
    type.is_many = info->is_many;
    return type;
}

static enum rule_subject subject_of_block(enum block block)
{
    enum rule_subject subject = 0;
    while (subject < SUBJECT_NONE && rule_subject_info(subject)->block != block)
        subject++;
    return subject;
}

/* The type of a field, or RULE_ABSENT for one that rules cannot speak of. */
static struct rule_type field_type(struct rule_scope *scope, const struct word *word)
{
    struct rule_type type = {.is_many = word->count == COUNT_MANY};
    switch (word->type) {
    case TYPE_TEXT:
    case TYPE_NAMES:
        type.kind = RULE_TEXT;
        break;
    case TYPE_TITLE:
        type = rule_object_type(SUBJECT_BASIS);
        type.is_many = true;
        break;
    case TYPE_YEAR:
    case TYPE_NUMBER:
        type = quantity_type(scope, DIMENSION_PLAIN);
        break;
    case TYPE_MONEY:
        type = quantity_type(scope, DIMENSION_MONEY);
        break;
    case TYPE_DATE:
        type.kind = RULE_DATE;
        break;
    case TYPE_PERIOD:
        type.kind = RULE_PERIOD;
        break;
    case TYPE_MONEY_UNIT:
        type.kind = RULE_NAME;
        type.domain = DOMAIN_UNIT;
        break;
    case TYPE_CHOICE:
        type.kind = RULE_OBJECT;
        type.subject = SUBJECT_CHOICE;
        type.word = word;
        break;
    case TYPE_TARGET:
        type = rule_object_type(SUBJECT_TARGET);
        break;
    case TYPE_OBJECT:
        type = rule_object_type(subject_of_block(word->argument));
        if (type.subject == SUBJECT_NONE)
            type.kind = RULE_ABSENT;
        break;
    case TYPE_TRUTH:
        type.kind = RULE_TRUTH;
        break;
    case TYPE_YEARS:
    case TYPE_EXPRESSION:
    case TYPE_LIST:
    case TYPE_DERIVED:
        break;
    }
    return type;
}

/* The word of the subject's block that is its member `name`, or NULL. */
static const struct word *find_field(struct rule_scope *scope, enum rule_subject subject,
                                     struct str name)
{
    enum block block = rule_subject_info(subject)->block;
    if (block == BLOCK_NONE)
        return NULL;
    const struct word *word = vocabulary_find(&scope->binder->library->vocabulary, block, name);
    for (const struct framework *f = scope->binder->frameworks; f && !word; f = f->next)
        word = framework_field(f, block, name);
    return word && field_type(scope, word).kind != RULE_ABSENT ? word : NULL;
}

/* What a name is of a value: its member, or a word of its block. */
struct named {
    enum rule_member member;
    const struct word *word; /* NULL: a member */
};

/* Whether the name is something of values of this type. */
static bool find_named(struct rule_scope *scope, const struct rule_type *type, struct str name,
                       struct named *named)
{
    enum rule_subject subject = subject_of(type);
    if (subject == SUBJECT_NONE)
        return false;
    named->member = rule_member_find(subject, name);
    named->word = named->member == RULE_MEMBER_COUNT ? find_field(scope, subject, name) : NULL;
    return named->member != RULE_MEMBER_COUNT || named->word;
}

/* What the name is of `left`, as a term. */
static struct rule_term *named_term(struct rule_scope *scope, const struct rule_term *left,
                                    struct named named, struct span span)
{
    enum rule_member member = named.member;
    const struct word *word = named.word;
    struct rule_term *term = ARENA_NEW(scope->binder->arena, struct rule_term);
    name_log_add(scope->binder->names, span, word ? word->name : rule_member_info(member)->name);
    term->operation = word ? TERM_FIELD : TERM_MEMBER;
    term->left = left;
    term->word = word;
    term->index = member;
    term->type = word ? field_type(scope, word) : member_type(scope, member);
    term->yields_many = term->type.is_many;
    term->type.is_many |= left->type.is_many;
    term->span = left->is_implied ? span : span_join(left->span, span);
    return term;
}

struct rule_term *rule_member_term(struct rule_scope *scope, const struct rule_term *left,
                                   struct str name, struct span span)
{
    struct named named;
    return find_named(scope, &left->type, name, &named) ? named_term(scope, left, named, span)
                                                        : NULL;
}

/* ---- names by themselves -------------------------------------------------------------------- */

static struct rule_term *new_element(struct rule_scope *scope, unsigned index, struct span span,
                                     bool is_implied)
{
    struct rule_term *term = ARENA_NEW(scope->binder->arena, struct rule_term);
    *term = (struct rule_term){.operation = TERM_ELEMENT,
                               .index = index,
                               .is_implied = is_implied,
                               .type = scope->elements[index],
                               .span = span};
    return term;
}

static struct rule_term *new_project(struct rule_scope *scope, struct span span, bool is_implied)
{
    struct rule_term *term = ARENA_NEW(scope->binder->arena, struct rule_term);
    *term = (struct rule_term){.operation = TERM_PROJECT,
                               .index = RULE_OF_PROJECT,
                               .is_implied = is_implied,
                               .type = rule_object_type(SUBJECT_PROJECT),
                               .span = span};
    return term;
}

/* Whether the name is one of the two; if so, that is taken down. */
static bool is_one_of(struct rule_scope *scope, struct str name, struct span span,
                      struct bilingual word)
{
    bool is_word = bilingual_is(word, name);
    if (is_word)
        name_log_add(scope->binder->names, span, word);
    return is_word;
}

struct rule_term *rule_name_term(struct rule_scope *scope, struct str name, struct span span)
{
    static const struct bilingual self = {{"本项", 6}, {"this", 4}}, it = {{"它", 3}, {"it", 2}};
    struct named named;
    for (unsigned i = scope->depth + 1; i-- > 0;) {
        if (find_named(scope, &scope->elements[i], name, &named))
            return named_term(scope, new_element(scope, i, span, true), named, span);
    }
    if (is_one_of(scope, name, span, self))
        return new_element(scope, 0, span, false);
    if (is_one_of(scope, name, span, it))
        return new_element(scope, scope->depth, span, false);
    if (scope->elements[0].subject == SUBJECT_PORTFOLIO)
        return NULL; /* it has many projects, and none of its own */
    if (is_one_of(scope, name, span, word_info(WORD_FILE_PROJECT)->name))
        return new_project(scope, span, false);
    const struct rule_type project = rule_object_type(SUBJECT_PROJECT);
    return find_named(scope, &project, name, &named)
               ? named_term(scope, new_project(scope, span, true), named, span)
               : NULL;
}

/* Offers the names of a subject's members. */
static void try_members(struct rule_scope *scope, struct nearest *nearest,
                        enum rule_subject subject, struct bilingual *list, unsigned *shown)
{
    enum { MOST = 10 };
    for (enum rule_member member = 0; member < RULE_MEMBER_COUNT; member++) {
        const struct rule_member_info *info = rule_member_info(member);
        if (info->subject != subject)
            continue;
        nearest_try_both(nearest, info->name.chinese, info->name.english);
        if (list && (*shown)++ < MOST)
            bilingual_add(scope->binder->arena, list, info->name);
    }
    enum block block = rule_subject_info(subject)->block;
    if (block == BLOCK_NONE)
        return;
    for (enum word_id id = word_first(block); id < word_end(block); id++) {
        const struct word *word = word_info(id);
        if (field_type(scope, word).kind == RULE_ABSENT)
            continue;
        nearest_try_both(nearest, word->name.chinese, word->name.english);
        if (list && (*shown)++ < MOST)
            bilingual_add(scope->binder->arena, list, word->name);
    }
}

void report_no_member(struct rule_scope *scope, const struct rule_term *left, struct str name,
                      struct span span)
{
    if (units_is_broken(scope->binder->units, name))
        return; /* a field whose declaration was reported */
    struct diags *diags = scope->binder->diags;
    struct rule_type type = left ? left->type : scope->elements[scope->depth];
    type.is_many = false;
    struct diag *diag = diag_report(diags, DIAG_RULE_NO_MEMBER, span,
                                    DIAG_PHRASE(rule_type_text(scope, &type)), DIAG_TEXT(name));
    if (diag == &diags->ignored)
        return; /* nobody will read it, and looking for the nearest takes time */
    struct nearest nearest = nearest_to(name);
    struct bilingual list = {{0}, {0}};
    unsigned shown = 0;
    enum rule_subject subject = subject_of(&type);
    if (subject != SUBJECT_NONE)
        try_members(scope, &nearest, subject, &list, &shown);
    for (unsigned i = 0; !left && i < scope->depth; i++) {
        if (subject_of(&scope->elements[i]) != SUBJECT_NONE)
            try_members(scope, &nearest, subject_of(&scope->elements[i]), NULL, NULL);
    }
    if (!left && scope->elements[0].subject != SUBJECT_PORTFOLIO)
        try_members(scope, &nearest, SUBJECT_PROJECT, NULL, NULL);
    struct str best = nearest_name(&nearest);
    if (best.len) {
        diag_help(diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(diags, diag, span, best, FIX_NAMED);
    } else if (shown) {
        diag_help(diags, diag, NOTE_HELP_EXPECTED, DIAG_PHRASE(list));
    }
}

/* ---- fixed sets ------------------------------------------------------------------------------ */

struct bilingual rule_domain_name(enum rule_domain domain, struct bilingual other)
{
    switch (domain) {
    case DOMAIN_RELATION:
        return (struct bilingual){STR("关系"), STR("relation")};
    case DOMAIN_DIRECTION:
        return (struct bilingual){STR("方向"), STR("direction")};
    case DOMAIN_KIND:
        return (struct bilingual){STR("量类"), STR("kind of quantity")};
    case DOMAIN_UNIT:
        return (struct bilingual){STR("单位"), STR("unit")};
    case DOMAIN_SCALE:
        return (struct bilingual){STR("等级序列"), STR("scale")};
    case DOMAIN_ROLE:
        return (struct bilingual){STR("作用"), STR("role")};
    case DOMAIN_NONE:
    case DOMAIN_CHOICE:
        break;
    }
    return other;
}

/* What a set of names is called, for a message. */
static struct bilingual domain_name(const struct rule_type *type)
{
    if (type->kind == RULE_OBJECT && type->word)
        return type->word->name;
    if (type->kind == RULE_OBJECT)
        return rule_subject_info(type->subject)->name;
    return rule_domain_name(type->domain, (struct bilingual){STR("等级"), STR("grade")});
}

enum { CHOICES_SHOWN = 8 };

/* Names in one language, each once: two frameworks may have the same. */
struct listed {
    struct str names[CHOICES_SHOWN];
    unsigned count;
    struct str text;
};

/* A name being looked for; once it is not found, all those that there are. */
struct search {
    struct str name;
    bool is_failing;
    struct nearest nearest;
    struct listed chinese, english;
    bool found;
    struct bilingual result;
    struct arena *arena;
};

static void list_name(struct arena *a, struct listed *listed, struct str name, const char *between)
{
    unsigned i = 0;
    while (i < listed->count && !str_equal(listed->names[i], name))
        i++;
    if (i < listed->count || i == CHOICES_SHOWN)
        return;
    listed->names[listed->count++] = name;
    const struct str parts[] = {listed->text, str_of(i ? between : ""), name};
    listed->text = arena_join(a, parts, 3);
}

static void search_try(struct search *search, struct bilingual name)
{
    if (name.chinese.len == 0 || search->found)
        return;
    search->found = bilingual_is(name, search->name);
    search->result = name;
    if (!search->is_failing)
        return;
    nearest_try_both(&search->nearest, name.chinese, name.english);
    list_name(search->arena, &search->chinese, name.chinese, "、");
    list_name(search->arena, &search->english, bilingual_text(name, LANGUAGE_ENGLISH), ", ");
}

static void search_frameworks(struct rule_scope *scope, const struct rule_type *type,
                              struct search *search)
{
    for (const struct framework *f = scope->binder->frameworks; f; f = f->next) {
        if (type->subject == SUBJECT_CHOICE) {
            const struct choices *choices =
                type->word ? framework_choices(f, type->word->id) : NULL;
            for (const struct choice *c = choices ? choices->first : NULL; c; c = c->next)
                search_try(search, c->name);
            continue;
        }
        for (const struct category *one = f->categories; one; one = one->next) {
            if (type->subject == SUBJECT_LEVEL_ONE)
                search_try(search, one->name);
            for (const struct category *two = one->children;
                 two && type->subject == SUBJECT_LEVEL_TWO; two = two->next)
                search_try(search, two->name);
        }
    }
}

/* Looks in the tables of units; a wrong name is looked for in all of them. */
static void search_units(struct rule_scope *scope, enum rule_domain domain, struct search *search)
{
    struct units *units = scope->binder->units;
    const struct kind *kind = units_find_kind(units, search->name);
    const struct scale *scale = units_find_scale(units, search->name);
    const struct measure *measure = units_find(units, search->name);
    if (domain == DOMAIN_KIND && kind)
        search_try(search, kind->name);
    else if (domain == DOMAIN_SCALE && scale)
        search_try(search, scale->name);
    else if (domain == DOMAIN_UNIT && measure)
        search_try(search, measure->name);
    else if (search->is_failing)
        nearest_try(&search->nearest,
                    domain == DOMAIN_KIND    ? units_nearest_kind(units, search->name)
                    : domain == DOMAIN_SCALE ? units_nearest_scale(units, search->name)
                                             : units_nearest(units, search->name));
}

static struct rule_term *new_constant(struct rule_scope *scope, struct span span,
                                      struct rule_type type, struct rule_value value)
{
    struct rule_term *term = ARENA_NEW(scope->binder->arena, struct rule_term);
    *term = (struct rule_term){
        .operation = TERM_CONSTANT, .type = type, .span = span, .constant = value};
    return term;
}

/* Goes through all names of the set that a value of this type is of. */
static void search_all(struct rule_scope *scope, const struct rule_type *like,
                       struct search *search)
{
    if (like->kind == RULE_OBJECT) {
        search_frameworks(scope, like, search);
        return;
    }
    if (like->kind != RULE_NAME)
        return;
    size_t count;
    const struct bilingual *names = rule_domain_names(like->domain, &count);
    for (size_t i = 0; i < count; i++)
        search_try(search, names[i]);
    if (like->domain == DOMAIN_ROLE) {
        for (const struct role *role = scope->binder->roles; role; role = role->next)
            search_try(search, role->name);
    } else if (!names) {
        search_units(scope, like->domain, search);
    }
}

static void report_no_symbol(struct rule_scope *scope, const struct rule_type *like,
                             struct search *search, struct span span)
{
    struct diags *diags = scope->binder->diags;
    struct diag *diag = diag_report(diags, DIAG_RULE_NO_SYMBOL, span,
                                    DIAG_PHRASE(domain_name(like)), DIAG_TEXT(search->name));
    if (diag == &diags->ignored)
        return;
    search->is_failing = true;
    search->nearest = nearest_to(search->name);
    search_all(scope, like, search);
    struct str best = nearest_name(&search->nearest);
    if (best.len) {
        diag_help(diags, diag, NOTE_HELP_DID_YOU_MEAN, DIAG_TEXT(best));
        diag_fix(diags, diag, span, best, FIX_NAMED);
    } else if (search->chinese.count) {
        struct bilingual list = {search->chinese.text, search->english.text};
        diag_help(diags, diag, NOTE_HELP_CHOICES, DIAG_PHRASE(list));
    }
}

/* Whether the name, of a unit, kind or scale, is the author's own. */
static bool is_own_symbol(const struct rule_scope *scope, enum rule_domain domain, struct str name)
{
    const struct units *units = scope->binder->units;
    const struct units *library = &scope->binder->library->units;
    return (domain == DOMAIN_UNIT && units_is_own(units, name)) ||
           (domain == DOMAIN_KIND && !units_find_kind(library, name)) ||
           (domain == DOMAIN_SCALE && !units_find_scale(library, name));
}

struct rule_term *rule_symbol_term(struct rule_scope *scope, const struct rule_type *like,
                                   struct str name, struct span span, bool may_report)
{
    struct search search = {.name = name, .arena = scope->binder->arena};
    struct rule_type type = {.kind = RULE_NAME, .domain = like->domain, .word = like->word};
    struct rule_value value = {.kind = RULE_NAME};
    if (like->kind == RULE_ANY || like->kind == RULE_GRADE) {
        value.grade = units_find_grade(scope->binder->units, name);
        type.kind = value.kind = RULE_GRADE;
        if (value.grade) {
            name_log_grade(scope->binder->names, scope->binder->units, span, value.grade);
            return new_constant(scope, span, type, value);
        }
    }
    search_all(scope, like, &search);
    if (search.found) {
        if (like->kind == RULE_OBJECT)
            type.domain = DOMAIN_CHOICE;
        value.name = search.result;
        if (!is_own_symbol(scope, like->domain, search.result.chinese))
            name_log_add(scope->binder->names, span, search.result);
        return new_constant(scope, span, type, value);
    }
    if (may_report)
        report_no_symbol(scope, like, &search, span);
    return NULL;
}
