# How everything is compiled.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "" FORCE)
endif()

find_program(JANK_CCACHE ccache)
if(JANK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The sloppiness is what ccache's manual asks for where there are precompiled headers. Paths below the tree count as relative ones,
  # so that two clones share what they compile.
  set(CMAKE_CXX_COMPILER_LAUNCHER
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_PCH_EXTSUM=1 "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}"
      CCACHE_NOHASHDIR=1 ${JANK_CCACHE})
  set(CMAKE_C_COMPILER_LAUNCHER ${CMAKE_CXX_COMPILER_LAUNCHER})
endif()

# CMake would add an -include of the header, by its full path, which ccache does not make relative.
set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -Xclang -include-pch -Xclang <PCH_FILE>)

# What ccache takes a target's precompiled headers by (CCACHE_PCH_EXTSUM): their text. The compiled file holds the folder it was made in, by
# which clones would share nothing.
function(jank_name_precompiled_headers target)
  set(sum "${CMAKE_CXX_COMPILER_VERSION}")
  foreach(header IN LISTS ARGN)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS "${header}")
    file(SHA256 "${header}" text)
    string(APPEND sum " ${text}")
  endforeach()
  file(CONFIGURE OUTPUT "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.dir/cmake_pch.hxx.pch.sum" CONTENT "${sum}\n")
endfunction()

add_library(jank_options INTERFACE)
# A value is a struct of one word, which the C ABI passes as the word; and the layout of objects with a base is part of emitted code's ABI.
target_compile_options(
  jank_options INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wall -Wextra -Werror -Wno-return-type-c-linkage
                         -Wno-invalid-offsetof>)
target_include_directories(jank_options INTERFACE "${PROJECT_SOURCE_DIR}/runtime" "${PROJECT_SOURCE_DIR}/include")

# A time stamp inside would make every precompiled header a new one to ccache.
target_compile_options(jank_options INTERFACE "$<$<COMPILE_LANGUAGE:CXX>:SHELL:-Xclang -fno-pch-timestamp>")

if(EMSCRIPTEN)
  # asserts stay out of images; -O2 and not -Os: immer's and the reader's loops gain more than the bytes weigh
  set(CMAKE_CXX_FLAGS_RELEASE "-O2 -DNDEBUG")
  set(CMAKE_C_FLAGS_RELEASE "-O2 -DNDEBUG")
  target_compile_options(jank_options INTERFACE -fwasm-exceptions)
  if(JANK_HOT_RELOAD)
    target_compile_options(jank_options INTERFACE -fPIC)
    target_compile_definitions(jank_options INTERFACE JANK_HOT_RELOAD=1)
  endif()
else()
  set(CMAKE_CXX_FLAGS_RELEASE "-O1 -g1")
  target_compile_definitions(jank_options INTERFACE JANK_HOT_RELOAD=1)
  if(JANK_SANITIZE)
    target_compile_options(jank_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined
                                                  -fno-omit-frame-pointer)
    target_link_options(jank_options INTERFACE -fsanitize=address,undefined)
  endif()
  if(JANK_FUZZ)
    target_compile_options(jank_options INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endif()
