# The runtime's folders are its layers; each may include only those before it:
#   memory object namespace unit | reader analyzer codegen hot_reload session | host
#
# jank_add_layers(LIBRARY FOLDER...) makes the static library of runtime/FOLDER/**.{cpp,c}. Left out, by their names:
#   *_wasm.cpp    in native builds, as is C (bdwgc)       *_native.cpp    in wasm builds
#   *_hot.cpp     in normal images                        *_normal.cpp    in hot images

function(jank_add_layers library)
  set(sources "")
  foreach(layer IN LISTS ARGN)
    file(GLOB_RECURSE found CONFIGURE_DEPENDS "${PROJECT_SOURCE_DIR}/runtime/${layer}/*.cpp"
                                              "${PROJECT_SOURCE_DIR}/runtime/${layer}/*.c")
    list(APPEND sources ${found})
  endforeach()

  if(EMSCRIPTEN)
    list(FILTER sources EXCLUDE REGEX "_native\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX "(_wasm\\.cpp|\\.c)$")
  endif()
  if(JANK_HOT_RELOAD OR NOT EMSCRIPTEN)
    list(FILTER sources EXCLUDE REGEX "_normal\\.cpp$")
  else()
    list(FILTER sources EXCLUDE REGEX "_hot\\.cpp$")
  endif()

  # Images for shipping: what runs when they start, when something fails, or rarely, is compiled to be small.
  if(EMSCRIPTEN AND NOT JANK_HOT_RELOAD)
    set(rare ${sources})
    list(FILTER rare INCLUDE REGEX "/runtime/(host|patch|unit|namespace)/[^/]*\\.cpp$|/object/(error|collection_error|data_literals)\\.cpp$")
    list(FILTER rare EXCLUDE REGEX "/(invoke|functions|catch|guard|var|binding|output)\\.cpp$")
  endif()
  if(rare)
    list(REMOVE_ITEM sources ${rare})
    # A library of its own, since a header that was precompiled at -O2 does not serve -Os.
    add_library(${library}_rare OBJECT EXCLUDE_FROM_ALL ${rare})
    target_link_libraries(${library}_rare PRIVATE jank_options)
    target_compile_options(${library}_rare PRIVATE -Os)
    jank_precompile_standard_headers(${library}_rare)
    list(APPEND sources $<TARGET_OBJECTS:${library}_rare>)
  endif()

  add_library(${library} STATIC EXCLUDE_FROM_ALL ${sources})
  target_link_libraries(${library} PUBLIC jank_options)
  jank_precompile_standard_headers(${library})
  set_target_properties(${library} PROPERTIES ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}" LINKER_LANGUAGE CXX)
endfunction()

# They are two thirds of what a file of ordinary size takes to compile. Every file still includes what it uses.
function(jank_precompile_standard_headers target)
  set(headers "${PROJECT_SOURCE_DIR}/cmake/standard_headers.hpp")
  target_precompile_headers(${target} PRIVATE "$<$<COMPILE_LANGUAGE:CXX>:${headers}>")
  jank_name_precompiled_headers(${target} "${headers}")
endfunction()
