# C++20, optimised unless told otherwise, through ccache; and what looks for errors. For the runtime and for the live session's server.

get_filename_component(JANK_ROOT "${CMAKE_CURRENT_LIST_DIR}/.." ABSOLUTE)
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()
# What runs natively are tests and the server: compiling it takes longer than running it.
set(JANK_NATIVE_FLAGS "-O1 -g1")

find_program(JANK_CCACHE ccache)
if(JANK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache's manual asks for where there are precompiled headers. Paths below the tree count as relative ones,
  # so that two clones share what they compile.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros "CCACHE_BASEDIR=${JANK_ROOT}" CCACHE_NOHASHDIR=1
      ${JANK_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

# A time stamp inside would make every precompiled header a new one to ccache.
set(JANK_PCH_OPTION "SHELL:-Xclang -fno-pch-timestamp")

# What is linked with the target is compiled for sanitizers (JANK_SANITIZE) and for the fuzzer (JANK_FUZZ), where they are wanted.
function(jank_add_checks target)
  if(JANK_SANITIZE)
    target_compile_options(${target} INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                                               -fno-omit-frame-pointer)
    target_link_options(${target} INTERFACE -fsanitize=address,undefined)
  endif()
  if(JANK_FUZZ)
    target_compile_options(${target} INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endfunction()
