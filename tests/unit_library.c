/* unit_library.c - the library as its unit tests ask it. */
#include "unit_library.h"

#include "sema/library.h"

const struct library *library_for_tests(struct arena *a)
{
    struct library *library = ARENA_NEW(a, struct library);
    library_load(library, a);
    return library->diags.first ? NULL : library;
}

bool library_finds(const struct library *library, struct str list, struct str text,
                   struct word_found *found)
{
    const struct word_list *words = catalogue_word_list(&library->catalogue, list);
    *found = words ? word_list_find(words, text) : (struct word_found){.word = {0}};
    return words != NULL;
}

struct str library_nearest_list(const struct library *library, struct str name)
{
    return catalogue_nearest_word_list(&library->catalogue, name);
}

struct str library_indicator(const struct library *library, struct arena *a, struct str name)
{
    const struct known_indicator *known = catalogue_indicator(&library->catalogue, a, name);
    return known ? known->name.chinese : (struct str){0};
}

struct str library_code(const struct library *library, enum code_field field, struct str code,
                        int year)
{
    const struct class_code *found = catalogue_code(&library->catalogue, field, code, year);
    return found ? found->name.chinese : (struct str){0};
}

struct str library_code_above(const struct library *library, enum code_field field, struct str code)
{
    const struct class_code *found = catalogue_code_above(&library->catalogue, field, code, 0);
    return found ? found->name.chinese : (struct str){0};
}
