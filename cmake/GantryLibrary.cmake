# gantry_library(<name> SOURCES … DEPS … [TESTS …])
#
# One static library per folder. DEPS is the list of folders it may include; a link that is missing
# here is an include that is not allowed. TESTS become one executable, <name>_test, run by ctest.
function(gantry_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;TESTS;TEST_DEPS" ${ARGN})
    if(ARG_SOURCES)
        add_library(${name} STATIC ${ARG_SOURCES})
        target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE gantry_warnings)
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${name} INTERFACE ${ARG_DEPS})
    endif()
    if(ARG_TESTS AND GANTRY_TESTS)
        add_executable(${name}_test ${ARG_TESTS})
        target_link_libraries(${name}_test PRIVATE ${name} ${ARG_TEST_DEPS} gantry_warnings
                                                   GTest::gtest GTest::gmock GTest::gtest_main)
        add_test(NAME ${name} COMMAND ${name}_test)
        set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
    endif()
endfunction()
