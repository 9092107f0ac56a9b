/* emit.c - the table of output formats. */
#include "emit/emit.h"

static const struct emitter emitters[] = {
#define EMITTER(name, word, ending, function) {word, ending, function},
#include "emit/emitters.def"
#undef EMITTER
};

const struct emitter *emitter_info(enum emitter_id id)
{
    return &emitters[id];
}

enum emitter_id emitter_find(struct str word)
{
    enum emitter_id id = 0;
    while (id < EMITTER_COUNT && !str_equal(word, str_of(emitters[id].word)))
        id++;
    return id;
}
