# immer, bdwgc, PCRE2 and Catch2 as bin/setup left them: its environment says where.

function(jank_find_folder variable file)
  if(NOT ${variable} AND DEFINED ENV{${variable}})
    set(${variable} "$ENV{${variable}}" CACHE PATH "holds ${file}" FORCE)
  endif()
  if(NOT EXISTS "${${variable}}/${file}")
    message(FATAL_ERROR "${variable} ('${${variable}}') does not hold ${file}; eval \"$(bin/setup --env)\" sets it")
  endif()
endfunction()

jank_find_folder(JANK_IMMER_INCLUDE immer/map.hpp)
target_include_directories(jank_options SYSTEM INTERFACE "${JANK_IMMER_INCLUDE}")

if(EMSCRIPTEN)
  jank_find_folder(JANK_BDWGC_DIR extra/gc.c)
  target_include_directories(jank_options SYSTEM INTERFACE "${JANK_BDWGC_DIR}/include" "${JANK_BDWGC_DIR}")
endif()
