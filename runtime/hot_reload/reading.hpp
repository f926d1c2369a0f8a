#pragma once

#include "namespace/native.hpp"

#include <span>

namespace jank::hot_reload {

// The natives of clojure.core that read forms: from strings and from what *in* holds.
std::span<ns::native const> reading_natives();

} // namespace jank::hot_reload
