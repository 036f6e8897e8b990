#ifndef CEMBEDDED_LABS_H
#define CEMBEDDED_LABS_H

#include "embedded_bytes.h"

/// The scenarios of the lab, `labs/*.lab`, in the order people see them in.
unsigned embedded_lab_count(void);
/// The file's name without `.lab`, NUL terminated; `index` is below the count.
const char *embedded_lab_name(unsigned index);
embedded_bytes embedded_lab(unsigned index);

#endif
