#pragma once

namespace jank::host {

// The namespace jank.host: what programs ask of the JavaScript host. Once, after ns::initialize_natives.
void initialize_natives();

} // namespace jank::host
