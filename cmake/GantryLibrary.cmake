# gantry_library(<name> SOURCES … DEPS … [PCH …] [TESTS … TEST_DEPS … TEST_PCH …])
#
# One static library per folder. DEPS is the list of folders it may include; a link that is missing
# here is an include that is not allowed. TESTS become one executable, <name>_test, run by ctest.
#
# PCH names the headers that most sources of the folder include; they are compiled once where that is
# worth it (see GANTRY_PCH). TEST_PCH adds to them for the tests. Every file still includes what it
# uses: the dev preset builds without precompiled headers.
#
# Under the thread sanitizer only the tests of folders that have threads, or whose objects several
# threads share, are built and run: of the others it can tell nothing.
set(GANTRY_THREADED gantry_base gantry_net gantry_core gantry_store gantry_service
                    gantry_fleet gantry_logs_engine gantry_docker_runtime gantry_agent gantry_control gantry_sim)

# No fuzzer runs these, so nobody counts what of them is covered: under the sanitizers they compile in
# nine tenths of the time, and simulations run in four fifths.
set(GANTRY_UNFUZZED gantry_agent gantry_cgroup gantry_control gantry_control_core
                    gantry_docker_runtime gantry_fake_runtime gantry_sim)

# Handlers, pages and ports of services, the control plane's front: most of the code, a little of the
# time. Under the sanitizers they compile in half the time when they are not optimised.
set(GANTRY_SELDOM_RUN "/src/(services/[^/]+(/api|/api/[^/]+|/pages)?|control|drivers/runtime/docker)$")

function(gantry_library name)
    cmake_parse_arguments(ARG "" "" "SOURCES;DEPS;PCH;TESTS;TEST_DEPS;TEST_PCH" ${ARGN})
    if(ARG_SOURCES)
        add_library(${name} STATIC ${ARG_SOURCES})
        target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${name} PUBLIC ${ARG_DEPS} PRIVATE gantry_warnings)
        gantry_precompile(${name} ${ARG_PCH})
        if(name IN_LIST GANTRY_UNFUZZED)
            gantry_uncounted(${name})
        endif()
        if(CMAKE_CURRENT_SOURCE_DIR MATCHES "${GANTRY_SELDOM_RUN}")
            gantry_unoptimised(${name})
        endif()
    else()
        add_library(${name} INTERFACE)
        target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR}/src)
        target_link_libraries(${name} INTERFACE ${ARG_DEPS})
    endif()
    if(ARG_TESTS AND GANTRY_TESTS)
        add_executable(${name}_test ${ARG_TESTS})
        target_link_libraries(${name}_test PRIVATE ${name} ${ARG_TEST_DEPS} gantry_warnings
                                                   GTest::gtest GTest::gmock GTest::gtest_main)
        gantry_compile_fast(${name}_test)
        gantry_precompile(${name}_test ${ARG_PCH} ${ARG_TEST_PCH} <gtest/gtest.h>)
        if(GANTRY_SANITIZE STREQUAL "thread" AND NOT name IN_LIST GANTRY_THREADED)
            set_target_properties(${name}_test PROPERTIES EXCLUDE_FROM_ALL ON)
            return()
        endif()
        add_test(NAME ${name} COMMAND ${name}_test)
        set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 900)
    endif()
endfunction()

# For code that little time is spent in: checked by the sanitizers like all other, but neither optimised
# nor counted for coverage, which takes several times as long to compile.
function(gantry_compile_fast target)
    gantry_unoptimised(${target})
    gantry_uncounted(${target})
endfunction()

function(gantry_unoptimised target)
    if(GANTRY_SANITIZE)
        target_compile_options(${target} PRIVATE -O0)
    endif()
endfunction()

function(gantry_uncounted target)
    if(GANTRY_FUZZ)
        target_compile_options(${target} PRIVATE -fno-sanitize=fuzzer-no-link)
    endif()
endfunction()

# Headers of the project are named as in an #include; without any, the standard ones that base uses.
# In a unity build most folders are one or two units, which read the headers no oftener than a
# precompiled one would be made and read.
function(gantry_precompile target)
    get_target_property(sources ${target} SOURCES)
    list(LENGTH sources count)
    if(CMAKE_UNITY_BUILD)
        math(EXPR count "(${count} + ${CMAKE_UNITY_BUILD_BATCH_SIZE} - 1) / ${CMAKE_UNITY_BUILD_BATCH_SIZE}")
    endif()
    if(NOT GANTRY_PCH OR count LESS 3)
        return()
    endif()
    set(headers <functional> <map> <memory> <optional> <string> <vector> <fmt/format.h>)
    foreach(header ${ARGN})
        if(header MATCHES "^<")
            list(APPEND headers ${header})
        else()
            list(APPEND headers "\"${header}\"")
        endif()
    endforeach()
    target_precompile_headers(${target} PRIVATE ${headers})
endfunction()
