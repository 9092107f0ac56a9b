/* rule_table.c - the tables of the rule language: subjects, members, functions, fixed names. */
#include "sema/rule_value.h"

#define TEXT_OF(literal)            \
    {                               \
        literal, sizeof literal - 1 \
    }

enum { FORM_RUNS = true, FORM_INNER = false, FORM_ONE = false, FORM_MANY = true };

/* What the arguments of MEMBER are called there. */
enum {
    ARGUMENT_NONE = 0,
#define SUBJECT(name, chinese, english, block, form) ARGUMENT_##name = SUBJECT_##name,
#include "sema/rule_subject.def"
#undef SUBJECT
    ARGUMENT_PLAIN = DIMENSION_PLAIN,
    ARGUMENT_MONEY = DIMENSION_MONEY,
    ARGUMENT_DYNAMIC = DIMENSION_DYNAMIC,
    ARGUMENT_RELATION = DOMAIN_RELATION,
    ARGUMENT_DIRECTION = DOMAIN_DIRECTION,
    ARGUMENT_KIND = DOMAIN_KIND,
    ARGUMENT_UNIT = DOMAIN_UNIT,
    ARGUMENT_SCALE = DOMAIN_SCALE,
    ARGUMENT_ROLE = DOMAIN_ROLE,
};

static const struct rule_subject_info subjects[] = {
#define SUBJECT(name, chinese, english, block, form) \
    {{TEXT_OF(chinese), TEXT_OF(english)}, block, FORM_##form},
#include "sema/rule_subject.def"
#undef SUBJECT
};

static const struct rule_member_info members[] = {
#define MEMBER(subject, name, chinese, english, kind, argument, form) \
    {SUBJECT_##subject,                                               \
     {TEXT_OF(chinese), TEXT_OF(english)},                            \
     RULE_##kind,                                                     \
     ARGUMENT_##argument,                                             \
     FORM_##form},
#include "sema/rule_member.def"
#undef MEMBER
};

static const struct rule_function_info functions[] = {
#define FUNCTION(name, chinese, english, parameters, result, chinese_line, english_line) \
    {{TEXT_OF(chinese), TEXT_OF(english)},                                               \
     parameters,                                                                         \
     RESULT_##result,                                                                    \
     {TEXT_OF(chinese_line), TEXT_OF(english_line)}},
#include "sema/rule_function.def"
#undef FUNCTION
};

/* By enum ast_operator, from NONE on; those that are no relation have no name. */
static const struct bilingual relations[] = {
    [AST_NONE] = {TEXT_OF("无"), TEXT_OF("none")},
    [AST_EQUAL] = {TEXT_OF("等于"), TEXT_OF("equal")},
    [AST_UNEQUAL] = {TEXT_OF("不等于"), TEXT_OF("unequal")},
    [AST_LESS] = {TEXT_OF("小于"), TEXT_OF("below")},
    [AST_LESS_EQUAL] = {TEXT_OF("不高于"), TEXT_OF("at_most")},
    [AST_GREATER] = {TEXT_OF("大于"), TEXT_OF("above")},
    [AST_GREATER_EQUAL] = {TEXT_OF("不低于"), TEXT_OF("at_least")},
    [AST_RANGE] = {TEXT_OF("区间"), TEXT_OF("range")},
};

static const struct bilingual directions[] = {
    {TEXT_OF("无"), TEXT_OF("none")},
    {TEXT_OF("正向"), TEXT_OF("higher")},
    {TEXT_OF("反向"), TEXT_OF("lower")},
};

const struct rule_subject_info *rule_subject_info(enum rule_subject subject)
{
    return &subjects[subject];
}

const struct rule_member_info *rule_member_info(enum rule_member member)
{
    return &members[member];
}

const struct rule_function_info *rule_function_info(enum rule_function function)
{
    return &functions[function];
}

enum rule_member rule_member_find(enum rule_subject subject, struct str name)
{
    enum rule_member member = 0;
    while (member < RULE_MEMBER_COUNT &&
           (members[member].subject != subject || !bilingual_is(members[member].name, name)))
        member++;
    return member;
}

enum rule_function rule_function_find(struct str name)
{
    enum rule_function function = 0;
    while (function < RULE_FUNCTION_COUNT && !bilingual_is(functions[function].name, name))
        function++;
    return function;
}

enum rule_subject rule_subject_find(struct str name)
{
    enum rule_subject subject = 0;
    while (subject < SUBJECT_NONE && !bilingual_is(subjects[subject].name, name))
        subject++;
    return subject;
}

const struct bilingual *rule_relation_name(enum ast_operator relation)
{
    return &relations[relation];
}

const struct bilingual *rule_direction_name(enum ast_operator relation)
{
    switch (relation) {
    case AST_GREATER:
    case AST_GREATER_EQUAL:
        return &directions[1];
    case AST_LESS:
    case AST_LESS_EQUAL:
        return &directions[2];
    case AST_NONE:
    case AST_OR:
    case AST_AND:
    case AST_EQUAL:
    case AST_UNEQUAL:
    case AST_IN:
    case AST_RANGE:
    case AST_ADD:
    case AST_SUBTRACT:
    case AST_MULTIPLY:
    case AST_DIVIDE:
    case AST_DOT:
        break;
    }
    return &directions[0];
}

const struct bilingual *rule_domain_names(enum rule_domain domain, size_t *count)
{
    switch (domain) {
    case DOMAIN_RELATION:
        *count = sizeof relations / sizeof relations[0];
        return relations;
    case DOMAIN_DIRECTION:
        *count = sizeof directions / sizeof directions[0];
        return directions;
    case DOMAIN_NONE:
    case DOMAIN_KIND:
    case DOMAIN_UNIT:
    case DOMAIN_SCALE:
    case DOMAIN_ROLE:
    case DOMAIN_CHOICE:
        break;
    }
    *count = 0;
    return NULL;
}
