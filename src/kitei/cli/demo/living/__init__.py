"""A year is lived: staff and cases of an office for practice, by the services that real offices use."""
