#pragma once

// The layout of the runtime's objects as emitted code sees it, checked against the C++ structs.

#include "namespace/var.hpp"
#include "object/function.hpp"
#include "object/instance.hpp"
#include "object/number.hpp"

#include <cstddef>

namespace jank::codegen::abi {

#ifdef __wasm32__
inline constexpr std::uint32_t word_size = 4;
inline constexpr std::uint32_t type_offset = 0;
inline constexpr std::uint32_t type_kind_offset = 0;
inline constexpr std::uint32_t entries_offset = 12;
inline constexpr std::uint32_t double_value_offset = 8;
inline constexpr std::uint32_t var_value_offset = 4;
inline constexpr std::uint32_t var_callable_offset = 8;
inline constexpr std::uint32_t function_meta_offset = 4;
inline constexpr std::uint32_t captured_offset = 8;
inline constexpr std::uint32_t fields_offset = 8;
inline constexpr std::uint32_t field_count_offset = 104;

static_assert(offsetof(object::heap_object, type) == type_offset);
static_assert(offsetof(object::object_type, what) == type_kind_offset && sizeof(object::kind) == 1);
static_assert(offsetof(object::object_type, entries) == entries_offset);
static_assert(offsetof(object::double_float, value) == double_value_offset);
static_assert(offsetof(ns::var, value) == var_value_offset);
static_assert(offsetof(ns::var, callable) == var_callable_offset);
static_assert(offsetof(object::function, meta) == function_meta_offset);
static_assert(offsetof(object::function, captured) == captured_offset);
static_assert(offsetof(object::instance, fields) == fields_offset);
static_assert(offsetof(object::instance_type, field_count) == field_count_offset);
#else
// Emitted code runs on wasm32 only; a native build emits it for the same layout, to be looked at by tests.
inline constexpr std::uint32_t word_size = 4;
inline constexpr std::uint32_t type_offset = 0;
inline constexpr std::uint32_t type_kind_offset = 0;
inline constexpr std::uint32_t entries_offset = 12;
inline constexpr std::uint32_t double_value_offset = 8;
inline constexpr std::uint32_t var_value_offset = 4;
inline constexpr std::uint32_t var_callable_offset = 8;
inline constexpr std::uint32_t function_meta_offset = 4;
inline constexpr std::uint32_t captured_offset = 8;
inline constexpr std::uint32_t fields_offset = 8;
inline constexpr std::uint32_t field_count_offset = 104;
#endif

} // namespace jank::codegen::abi
