/* signs.c - the signs outside ASCII that the language knows. */
#include "syntax/signs.h"

const char *sign_twin(uint32_t point)
{
    switch (point) {
#define SIGN(point, ascii) \
    case point:            \
        return ascii;
#include "syntax/signs.def"
#undef SIGN
    }
    return NULL;
}
