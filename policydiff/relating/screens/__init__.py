"""The screens of relations and judgements."""
