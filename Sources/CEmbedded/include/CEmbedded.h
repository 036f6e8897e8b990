/// The files that travel inside the program: registries, themes, lessons, scenarios.
/// One header per kind of file; each declares one accessor per file.
#ifndef CEMBEDDED_H
#define CEMBEDDED_H

#include "diagnosis.h"
#include "embedded_bytes.h"
#include "labs.h"
#include "registry.h"
#include "themes.h"

#endif
