/*
 * caption.h - what the printed form of a framework calls a field.
 *
 * People type the captions of the form: 项目期 for 期限, 主管部门及代码 for two fields. Which caption stands
 * beside which field is in the framework's sheets, so it is read from them.
 */
#ifndef SEMA_CAPTION_H
#define SEMA_CAPTION_H

#include "sema/bind.h"

/*
 * How the fields are written that stand beside the caption `text` on the sheets of the binder's framework,
 * or else of any other, in a block of this kind: “期限：…”. Empty if there is no such caption.
 */
struct bilingual caption_fields(struct binder *b, enum block block, struct str text);

#endif
