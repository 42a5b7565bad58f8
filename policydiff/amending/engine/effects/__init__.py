"""Operations to changes of the base."""
