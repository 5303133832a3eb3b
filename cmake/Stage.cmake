# schedlitmus_stage(NAME [USES stage...] [LIBRARIES target...])
#   The folder's sources as one library, linked to the stages below that it may
#   include. A header of any other stage is not on a stage's include path by
#   accident: tests/unit/architecture checks every #include against USES.
# schedlitmus_test(NAME [USES stage...])
#   tests/unit/NAME/*_test.cpp as one GoogleTest program.

add_library(schedlitmus_flags INTERFACE)
target_compile_options(schedlitmus_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor
  -Woverloaded-virtual -Wimplicit-fallthrough)
if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
  # g++ 12 warns falsely of overlapping copies in "text" + std::string (GCC bug 105651).
  target_compile_options(schedlitmus_flags INTERFACE -Wno-restrict)
endif()
if(SCHEDLITMUS_SANITIZE)
  target_compile_options(schedlitmus_flags INTERFACE -fsanitize=${SCHEDLITMUS_SANITIZE} -fno-sanitize-recover=all
    -fno-omit-frame-pointer)
  target_link_options(schedlitmus_flags INTERFACE -fsanitize=${SCHEDLITMUS_SANITIZE})
endif()
if(SCHEDLITMUS_FUZZ)
  target_compile_options(schedlitmus_flags INTERFACE -fsanitize=fuzzer-no-link)
endif()

function(schedlitmus_stage name)
  cmake_parse_arguments(STAGE "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/*.cpp" "${CMAKE_CURRENT_SOURCE_DIR}/*.hpp")
  add_library(schedlitmus_${name} STATIC ${sources})
  target_include_directories(schedlitmus_${name} PUBLIC "${CMAKE_SOURCE_DIR}/harness")
  set_target_properties(schedlitmus_${name} PROPERTIES LINKER_LANGUAGE CXX)
  list(TRANSFORM STAGE_USES PREPEND schedlitmus_)
  target_link_libraries(schedlitmus_${name} PUBLIC ${STAGE_USES} PRIVATE schedlitmus_flags ${STAGE_LIBRARIES})
endfunction()

# What a test checks does not depend on how fast the test itself is: a third less to compile.
add_library(schedlitmus_test_flags INTERFACE)
target_link_libraries(schedlitmus_test_flags INTERFACE schedlitmus_flags)
target_compile_options(schedlitmus_test_flags INTERFACE $<$<CONFIG:Release>:-O1>)

function(schedlitmus_test name)
  cmake_parse_arguments(TEST "" "" "USES;LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${name}/*_test.cpp")
  if(NOT sources)
    return()
  endif()
  add_executable(${name}_test ${sources})
  list(TRANSFORM TEST_USES PREPEND schedlitmus_)
  target_link_libraries(${name}_test PRIVATE ${TEST_USES} ${TEST_LIBRARIES} schedlitmus_test_flags
    schedlitmus_source_dir GTest::gmock_main)
  target_include_directories(${name}_test PRIVATE "${CMAKE_SOURCE_DIR}/harness" "${CMAKE_SOURCE_DIR}/tests")
  gtest_discover_tests(${name}_test TEST_PREFIX "${name}." DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT 300)
endfunction()
