# The engine of regular expressions, in a library of its own: images without patterns are linked without it.
#
# PCRE2 is compiled without its just-in-time compiler, which makes machine code, and without what only its own tools use.

jank_find_folder(JANK_PCRE2_DIR src/pcre2.h)

set(pcre2_parts
    auto_possess chartables compile config context error extuni find_bracket match_data newline ord2utf pattern_info
    script_run string_utils study substring tables ucd valid_utf xclass)
list(TRANSFORM pcre2_parts PREPEND "${JANK_PCRE2_DIR}/src/pcre2_")
list(TRANSFORM pcre2_parts APPEND .c)

add_library(jank_pcre2 OBJECT EXCLUDE_FROM_ALL ${pcre2_parts} "${PROJECT_SOURCE_DIR}/runtime/regex/scan.c")
target_link_libraries(jank_pcre2 PRIVATE jank_options)
target_compile_options(jank_pcre2 PRIVATE -w)
target_compile_definitions(jank_pcre2 PRIVATE HAVE_CONFIG_H PCRE2_CODE_UNIT_WIDTH=8 PCRE2_STATIC SUPPORT_UNICODE HAVE_MEMMOVE)
target_include_directories(jank_pcre2 SYSTEM PRIVATE "${JANK_PCRE2_DIR}/src")

add_library(jank_regex STATIC EXCLUDE_FROM_ALL "${PROJECT_SOURCE_DIR}/runtime/regex/engine.cpp"
                                               "${PROJECT_SOURCE_DIR}/runtime/regex/java_syntax.cpp"
                                               $<TARGET_OBJECTS:jank_pcre2>)
target_link_libraries(jank_regex PUBLIC jank_options)
target_include_directories(jank_regex SYSTEM PRIVATE "${JANK_PCRE2_DIR}/src")
set_target_properties(jank_regex PROPERTIES ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}" LINKER_LANGUAGE CXX)
