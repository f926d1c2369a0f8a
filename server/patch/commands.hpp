#pragma once

// The command lines that make a side module of a C or C++ file: those that emcc would use, without emcc.

#include <filesystem>
#include <string>
#include <vector>

namespace jank::server {

using command = std::vector<std::string>;

struct patch_tools {
  std::string clang;             // clang++ of version 19
  std::string linker;            // wasm-ld
  std::filesystem::path sysroot; // emscripten's
  std::filesystem::path include; // of jank/patch.h
  std::vector<std::string> more; // flags of the user's, for clang
};

bool is_c(std::filesystem::path const &source);

// `pch` may be empty. Names of the files that were read go to `dependencies`, in the form of make.
command compile_command(patch_tools const &tools, std::filesystem::path const &source,
                        std::filesystem::path const &object, std::filesystem::path const &pch,
                        std::filesystem::path const &dependencies);
// A header of nothing but includes, precompiled; `folder` is where those with quotes are looked for.
command precompile_command(patch_tools const &tools, bool c, std::filesystem::path const &header,
                           std::filesystem::path const &folder, std::filesystem::path const &pch,
                           std::filesystem::path const &dependencies);
// To compile such a header, as the beginning of sources that are not known yet.
command headers_command(patch_tools const &tools, bool c, std::filesystem::path const &header,
                        std::filesystem::path const &folder);
// To LLVM's assembly, with positions: in it one finds who calls what.
command assembly_command(patch_tools const &tools, std::filesystem::path const &source,
                         std::filesystem::path const &assembly);
// `more` objects are taken for what the first one lacks.
command link_command(patch_tools const &tools, std::filesystem::path const &object,
                     std::vector<std::filesystem::path> const &more, std::filesystem::path const &module);

// The names in a list of dependencies, save the target.
std::vector<std::filesystem::path> read_dependencies(std::string_view text);

} // namespace jank::server
