#pragma once

namespace jank::resident {

// C++ that uses the standard library as most programs do, as far as its headers are included: functions that nobody calls, which leave nothing
// in an object. After headers it makes the compiler instantiate what sources will ask for, before there is one.
extern char const *const standard_uses;

} // namespace jank::resident
