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
      ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros CCACHE_PCH_EXTSUM=1 "CCACHE_BASEDIR=${JANK_ROOT}" CCACHE_NOHASHDIR=1
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

# CMake would add an -include of the header, by its full path, which ccache does not make relative.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  set(CMAKE_CXX_COMPILE_OPTIONS_USE_PCH -Xclang -include-pch -Xclang <PCH_FILE>)
endif()

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
